import { knnAccuracy, spread, type Vectors } from '@selfsame/models';
import { createProgress } from '../progress.ts';
import { type Embedder, embedPictures, type Graph } from './embed.ts';
import { type FurtherFigures, measureFurther } from './further.ts';
import type { LabelledPart, LabelledPictures } from './labelled.ts';
import { rankMe } from './rankme.ts';
import { topK } from './topK.ts';

/** How good embeddings are, and whether they have collapsed. */
export interface Figures {
  /** Top-1 accuracy of weighted kNN with k = 20 and k = 200, 0 .. 1, where there are classes. */
  readonly knn20?: number;
  readonly knn200?: number;
  /** Effective rank of the bank's embeddings, 1 .. dimensions. */
  readonly rankMe: number;
  /** Mean standard deviation of a dimension, and 1 / sqrt(dimensions), where it is best. */
  readonly spread: number;
  readonly spreadIdeal: number;
}

/** Measures an encoder on pictures that were opened by its own pixel rule, with classes. */
export async function measureEncoder(
  pictures: LabelledPictures,
  graph: Graph,
  label: string,
): Promise<Required<Figures>> {
  const { bank, queries } = await embedBoth(pictures, embedderOf(graph), label);
  return { ...(await measureClasses(pictures, bank, queries, label)), ...(await shapeOf(bank)) };
}

export const embedderOf =
  (graph: Graph): Embedder =>
  (pictures, indices, label) =>
    embedPictures(graph, pictures, indices, label);

/** The same and more, of any way to turn pictures into vectors. @param seed of the views */
export async function measureAll(
  pictures: LabelledPictures,
  embed: Embedder,
  label: string,
  seed: number,
): Promise<Figures & FurtherFigures> {
  const { bank, queries } = await embedBoth(pictures, embed, label);
  return {
    ...(pictures.classes.length > 0 && (await measureClasses(pictures, bank, queries, label))),
    ...(await shapeOf(bank)),
    ...(await measureFurther(pictures, bank, queries, embed, seed)),
  };
}

async function embedBoth(pictures: LabelledPictures, embed: Embedder, label: string) {
  const of = async ({ cache, indices }: LabelledPart, part: string) =>
    embed(cache, indices, `${label}: ${part}`);
  return { bank: await of(pictures.bank, 'bank'), queries: await of(pictures.queries, 'queries') };
}

async function measureClasses(
  pictures: LabelledPictures,
  bank: Vectors,
  queries: Vectors,
  label: string,
) {
  const total = queries.count;
  const progress = createProgress({ label: `${label}: kNN`, total, unit: 'queries' });
  const neighbours = await topK(bank, queries, 200, progress.update).finally(progress.stop);
  const accuracy = (k: number) =>
    knnAccuracy(neighbours, pictures.bank.labels, pictures.queries.labels, k);
  return { knn20: accuracy(20), knn200: accuracy(200) };
}

const shapeOf = async (bank: Vectors) => ({
  rankMe: await rankMe(bank),
  spread: spread(bank),
  spreadIdeal: 1 / Math.sqrt(bank.dimensions),
});
