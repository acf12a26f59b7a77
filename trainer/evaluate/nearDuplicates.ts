import { decodePixels, type ModelCard, type PixelRule, readPicture } from '@selfsame/models';
import { scanPictures, thin } from '../data/scan.ts';
import { copiesOf } from './copies.ts';
import { embedPictures, type Graph } from './embed.ts';

export type DuplicateFigures = NonNullable<ModelCard['duplicates']>;

/** Pictures that copies are made of. */
const sampled = 200;
/** Scores that are tried, the highest first. */
const tried = Array.from({ length: 60 }, (_, i) => (99 - i) / 100);
/** Share of the pairs of a picture and its copy that is to be found. */
const enoughFound = 0.99;
/** Share of the pairs of two pictures that may be taken for copies: sets have copies in them. */
const mostFalse = 1e-5;

export interface CopyScores {
  /** Cosines of pictures with their own copies. */
  readonly copies: readonly number[];
  /** Cosines of pictures with other pictures and their copies. */
  readonly others: readonly number[];
}

/**
 * Measures which cosine tells near-duplicates from everything else: copies of some pictures as
 * people make them, against the other pictures and their copies.
 * @param folder of pictures, of which an even sample is taken
 * @returns undefined where fewer than two of them can be copied
 */
export async function measureDuplicates(
  graph: Graph,
  rule: PixelRule,
  folder: string,
  hidden: boolean,
): Promise<DuplicateFigures | undefined> {
  const groups: Uint8Array[][] = [];
  for (const { place } of thin(scanPictures(folder, { hidden }).files, sampled)) {
    const group = await pixelsOf(place, rule);
    if (group !== undefined) groups.push(group);
  }
  if (groups.length < 2) return undefined;
  return choose(await scoresOf(graph, rule, groups), groups.length);
}

/** The highest score that finds enough copies, or, where that is not enough, no more of the rest. */
export function choose({ copies, others }: CopyScores, sample: number): DuplicateFigures {
  const above = (scores: readonly number[], least: number) =>
    scores.filter((score) => score >= least).length;
  const finds = tried.find((score) => above(copies, score) >= enoughFound * copies.length);
  const tells = tried.findLast((score) => above(others, score) <= mostFalse * others.length);
  const minScore = Math.max(finds ?? tried.at(-1)!, tells ?? tried[0]!);
  return {
    ...{ minScore, recall: above(copies, minScore) / copies.length, pairs: copies.length },
    ...{ falsePairs: above(others, minScore), otherPairs: others.length, sample },
  };
}

/** A picture and its copies as the encoder sees them; undefined where there is none to see. */
async function pixelsOf(
  place: string | Buffer,
  rule: PixelRule,
): Promise<Uint8Array[] | undefined> {
  try {
    const bytes = await readPicture(place);
    const all = [bytes, ...(await copiesOf(bytes, rule))];
    return await Promise.all(all.map((one) => decodePixels(one, rule)));
  } catch {
    // What cannot be read was named when the pictures were decoded.
    return undefined;
  }
}

/** The first of each group against its own others, and against all of the other groups. */
async function scoresOf(
  graph: Graph,
  rule: PixelRule,
  groups: readonly (readonly Uint8Array[])[],
): Promise<CopyScores> {
  const all = groups.flat();
  const read = (indices: ArrayLike<number>) =>
    Uint8Array.from(Buffer.concat(Array.from(indices, (i) => all[i]!)));
  const vectors = await embedPictures(graph, { rule, read }, [...all.keys()], 'copies');
  const { count, dimensions } = vectors;
  const rows = new Float32Array(count * dimensions);
  vectors.read(0, count, rows);
  const cosine = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < dimensions; i++)
      sum += rows[a * dimensions + i]! * rows[b * dimensions + i]!;
    return sum;
  };
  const [copies, others]: [number[], number[]] = [[], []];
  const size = groups[0]!.length;
  for (let a = 0; a < count; a += size) {
    for (let b = 0; b < count; b++) {
      const own = b >= a && b < a + size;
      // Two originals are one pair and not two.
      if (own ? b > a : b > a || b % size !== 0) (own ? copies : others).push(cosine(a, b));
    }
  }
  return { copies, others };
}
