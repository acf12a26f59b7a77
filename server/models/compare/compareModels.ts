import { changeOf, type SelfsameError } from '@selfsame/models';
import { SampleTooSmallError } from '../../errors/models.ts';
import { Aside } from './aside/Aside.ts';
import type { Measured } from './aside/measure.ts';
import { overlaps } from './changes.ts';
import type { Comparison, ModelFigures, Query } from './comparison.ts';
import { type EmbeddedPicture, embedSample, type SamplePicture, together } from './embedSample.ts';
import { rowsOf } from './rows.ts';
import type { MakeCopy, Side } from './side.ts';

export type { SamplePicture } from './embedSample.ts';

/** As many as tell a difference of some per cent from chance. */
export const usualSample = 500;
/** Queries that are shown, and neighbours of each. */
const [shownQueries, shownNeighbours] = [40, 6];

export interface CompareOptions {
  /** The model that is searched by. */
  readonly present: Side;
  /** The one that is to take its place. */
  readonly candidate: Side;
  /** Read one after the other, as they are needed. */
  readonly pictures: Iterable<SamplePicture> | AsyncIterable<SamplePicture>;
  /** At most so many are taken, from the first on; `usualSample` unless said otherwise. */
  readonly limit?: number;
  /** Of the augmented views: the same ones for the same seed, ids and pictures. */
  readonly seed: number;
  readonly makeCopy: MakeCopy;
  /** How many pictures may be in work now, at most 16, which is what it is unless said otherwise. */
  readonly width?: () => number;
  readonly signal: AbortSignal;
  /** Told how many pictures have been done with. */
  readonly onProgress?: (done: number) => void;
  /** Told of pictures that cannot be used: they are counted, and the others compared. */
  readonly onLeftOut?: (id: string, error: SelfsameError) => void;
}

export interface Compared {
  readonly comparison: Comparison;
  /** JPEGs of the pictures that its queries name, by their ids. */
  readonly thumbnails: ReadonlyMap<string, Buffer>;
}

/**
 * Compares two models on the same pictures: how well each finds pictures by augmented views of them,
 * tells their classes and uses its dimensions, and how far they agree on what is alike.
 * @throws {SampleTooSmallError} where fewer than two pictures can be used
 * @throws {SelfsameError} of the service, and the signal's reason if it is cancelled
 */
export async function compareModels(options: CompareOptions): Promise<Compared> {
  const { present, candidate, signal, seed, limit = usualSample } = options;
  const sides = [present, candidate];
  const { onProgress = () => {}, onLeftOut = () => {}, width = () => together } = options;
  using aside = new Aside(signal);
  const told = { onProgress, onLeftOut };
  const sample = await embedSample(sides, { ...options, limit, width, aside, ...told });
  const { pictures, leftOut, picturesPerSecond } = sample;
  if (pictures.length < 2) throw new SampleTooSmallError(pictures.length, leftOut);

  const { labels, classes } = classesOf(pictures);
  const rows = sides.map((_, s) => rowsOf(pictures, s));
  const embedded = rows.map(({ broken: _, ...own }) => ({ ...own, labels }));
  const [before, after] = (await aside.measure(embedded)) as [Measured, Measured];
  const [was, is] = [before, after].map((found, s): ModelFigures => {
    const { dimensions, broken } = rows[s]!;
    return {
      ...{ name: sides[s]!.name, dimensions, ...figuresOf(found, classes) },
      ...{ spreadIdeal: 1 / Math.sqrt(dimensions), broken },
      picturesPerSecond: picturesPerSecond[s]!,
    };
  }) as [ModelFigures, ModelFigures];
  const shares = overlaps(before.nearest, after.nearest);
  const queries = queriesOf(pictures, before, after, shares);
  const comparison: Comparison = {
    ...{ pictures: pictures.length, leftOut, seed, classes },
    ...{ present: was, candidate: is },
    agreement: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    neighbours: before.nearest[0]!.indices.length,
    changes: {
      recall1: changeOf(foundBy(before, 1), foundBy(after, 1)),
      recall10: changeOf(foundBy(before, 10), foundBy(after, 10)),
      knn: classes < 2 ? null : changeOf(before.right, after.right),
    },
    queries,
  };
  return { comparison, thumbnails: thumbnailsOf(queries, pictures) };
}

/** Classes as numbers; -1 of a picture without one. */
function classesOf(pictures: readonly EmbeddedPicture[]) {
  const names = [...new Set(pictures.map(({ label }) => label))].filter((name) => name !== null);
  const numbers = new Map(names.map((name, i) => [name, i]));
  const labels = Int32Array.from(pictures, ({ label }) =>
    label === null ? -1 : numbers.get(label)!,
  );
  return { labels, classes: names.length };
}

const foundBy = ({ places }: Measured, place: number): boolean[] =>
  Array.from(places, (found) => found <= place);

const shareOf = (right: readonly boolean[]): number => right.filter(Boolean).length / right.length;

function figuresOf(found: Measured, classes: number) {
  return {
    recall1: shareOf(foundBy(found, 1)),
    recall10: shareOf(foundBy(found, 10)),
    knn: classes < 2 ? null : shareOf(found.right),
    rankMe: found.rankMe,
    spread: found.spread,
  };
}

/** Those that have changed most first; of equal ones those that come first. */
function queriesOf(
  pictures: readonly EmbeddedPicture[],
  before: Measured,
  after: Measured,
  shares: readonly number[],
): Query[] {
  const neighbours = ({ nearest }: Measured, i: number) => {
    const { indices, similarities } = nearest[i]!;
    return Array.from(indices.subarray(0, shownNeighbours), (j, place) => ({
      id: pictures[j]!.id,
      cosine: similarities[place]!,
    }));
  };
  return [...shares.keys()]
    .sort((a, b) => shares[a]! - shares[b]!)
    .slice(0, shownQueries)
    .map((i) => ({
      ...{ id: pictures[i]!.id, label: pictures[i]!.label, overlap: shares[i]! },
      ...{ present: neighbours(before, i), candidate: neighbours(after, i) },
    }));
}

function thumbnailsOf(
  queries: readonly Query[],
  pictures: readonly EmbeddedPicture[],
): Map<string, Buffer> {
  const named = new Set(
    queries.flatMap(({ id, present, candidate }) => [
      id,
      ...[...present, ...candidate].map((neighbour) => neighbour.id),
    ]),
  );
  const shown = pictures.filter(({ id }) => named.has(id));
  return new Map(shown.map(({ id, thumbnail }) => [id, thumbnail]));
}
