import { evenly, knnAccuracy, selectVectors, type Vectors, vectorsOf } from '@selfsame/models';
import type { Arrays } from '../arrays.ts';
import { drawViews } from '../augment/views.ts';
import type { Config } from '../config/schema.ts';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { type LabelledPictures, openLabelled } from '../evaluate/labelled.ts';
import { rankMe } from '../evaluate/rankme.ts';
import { topK } from '../evaluate/topK.ts';
import { type Plan, sourceSize } from '../run/plan.ts';
import { createLookProgram, type LookProgram, type Views } from './lookProgram.ts';

/** Pictures that are embedded: enough to tell RankMe and neighbours, few enough to be quick. */
const sampled = 512;
/** Labelled pictures to search among, and as many to search by. */
const labelledPictures = 512;
const [queries, neighbours] = [6, 6];
/** Pictures that go through the network at a time. */
const most = 128;

/** What a closer look at a run's weights shows. */
export interface Look {
  readonly step: number;
  /** Effective rank of the embeddings of a sample, 1 .. dimensions. */
  readonly rankMe: number;
  readonly dimensions: number;
  /** Top-1 accuracy of weighted kNN with k = 20, 0 .. 1, where labels are given. */
  readonly knn20?: number;
  readonly correlation: Views['correlation'];
  readonly features: number;
  /** The pictures whose views are shown, by their indices in the cache, and the views. */
  readonly pictures: readonly number[];
  readonly views: Views['views'];
  /** Of some pictures, first themselves, then the nearest others; indices in the cache. */
  readonly nearest: readonly (readonly number[])[];
}

export interface Looker {
  look(step: number, variables: Arrays): Promise<Look>;
  close(): Promise<void>;
}

/** @param cache the pictures that are trained on */
export async function createLooker(
  plan: Plan,
  config: Config,
  scale: PixelScale,
  cache: PictureCache,
): Promise<Looker> {
  const count = Math.min(config.batch, most);
  const program = await createLookProgram(plan, config, scale, count);
  const labelled = await openLabels(config, cache);
  const sample = evenly(cache.count, sampled);
  // The same pictures and the same draws every time, so that looks can be compared.
  const shown = evenly(cache.count, count);
  const source = sourceSize(config);
  const draws = drawViews(count, source, config.size, plan.augmentations, config.seed, 0);
  return {
    async look(step, variables) {
      const made = await program.views(variables, { pixels: cache.read(shown), ...draws });
      const embeddings = await embed(program, variables, cache, sample, count);
      const chosen = evenly(sample.length, queries);
      const found = await topK(embeddings, selectVectors(embeddings, chosen), neighbours + 1);
      return {
        ...{ step, rankMe: await rankMe(embeddings), dimensions: embeddings.dimensions },
        ...(labelled && { knn20: await accuracy(program, variables, labelled, count) }),
        ...{ ...made, pictures: [...shown] },
        nearest: found.map(({ indices }, i) => {
          const others = [...indices].filter((index) => index !== chosen[i]);
          return [chosen[i]!, ...others.slice(0, neighbours)].map((index) => sample[index]!);
        }),
      };
    },
    async close() {
      labelled?.close();
      await program.close();
    },
  };
}

async function openLabels(
  { evaluate, labels, cache, seed, hidden }: Config,
  { rule }: PictureCache,
): Promise<LabelledPictures | undefined> {
  if (evaluate === undefined) return undefined;
  const limit = labelledPictures;
  const opened = await openLabelled({
    ...{ folder: evaluate, labels, rule, cacheRoot: cache, seed, limit, hidden },
  });
  if (opened.classes.length > 0) return opened;
  opened.close();
  return undefined;
}

async function accuracy(
  program: LookProgram,
  variables: Arrays,
  { bank, queries }: LabelledPictures,
  count: number,
): Promise<number> {
  const [searched, given] = [
    await embed(program, variables, bank.cache, bank.indices, count),
    await embed(program, variables, queries.cache, queries.indices, count),
  ];
  return knnAccuracy(await topK(searched, given, 20), bank.labels, queries.labels, 20);
}

/** Embeddings of pictures, in the order of the indices. */
async function embed(
  program: LookProgram,
  variables: Arrays,
  cache: PictureCache,
  indices: ArrayLike<number>,
  count: number,
): Promise<Vectors> {
  const all = Uint32Array.from(indices);
  const parts: Float32Array[] = [];
  let dimensions = 0;
  for (let start = 0; start < all.length; start += count) {
    const part = all.subarray(start, start + count);
    // The graph takes as many as it was made for; what a last part lacks is black.
    const pixels = new Uint8Array(count * cache.source.bytes);
    cache.read(part, pixels);
    const embedded = await program.encode(variables, pixels);
    dimensions = embedded.length / count;
    parts.push(embedded.subarray(0, part.length * dimensions));
  }
  const values = new Float32Array(all.length * dimensions);
  for (const [i, part] of parts.entries()) values.set(part, i * count * dimensions);
  return vectorsOf(values, dimensions);
}
