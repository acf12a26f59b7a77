import { createProgress } from '../progress.ts';
import { embedPictures, type Graph } from './embed.ts';
import { knnAccuracy } from './knn.ts';
import type { LabelledPart, LabelledPictures } from './labelled.ts';
import { rankMe } from './rankme.ts';
import { rawPixels } from './rawPixels.ts';
import { spread } from './spread.ts';
import { topK } from './topK.ts';
import type { Vectors } from './vectors.ts';

/** How good embeddings are, and whether they have collapsed. */
export interface Figures {
  /** Top-1 accuracy of weighted kNN with k = 20 and k = 200, 0 .. 1. */
  readonly knn20: number;
  readonly knn200: number;
  /** Effective rank of the bank's embeddings, 1 .. dimensions. */
  readonly rankMe: number;
  /** Mean standard deviation of a dimension, and 1 / sqrt(dimensions), where it is best. */
  readonly spread: number;
  readonly spreadIdeal: number;
}

/** Measures an encoder on pictures that were opened by its own pixel rule. */
export async function measureEncoder(
  pictures: LabelledPictures,
  graph: Graph,
  label: string,
): Promise<Figures> {
  const embed = ({ cache, indices }: LabelledPart, part: string) =>
    embedPictures(graph, cache, indices, `${label}: ${part}`);
  const bank = await embed(pictures.bank, 'bank');
  const queries = await embed(pictures.queries, 'queries');
  return measure(pictures, bank, queries, label);
}

export function measureRawPixels(pictures: LabelledPictures, label: string): Promise<Figures> {
  const raw = ({ cache, indices }: LabelledPart) => rawPixels(cache, indices);
  return measure(pictures, raw(pictures.bank), raw(pictures.queries), label);
}

async function measure(
  pictures: LabelledPictures,
  bank: Vectors,
  queries: Vectors,
  label: string,
): Promise<Figures> {
  const total = queries.count;
  const progress = createProgress({ label: `${label}: kNN`, total, unit: 'queries' });
  const neighbours = await topK(bank, queries, 200, progress.update).finally(progress.stop);
  const accuracy = (k: number) =>
    knnAccuracy(neighbours, pictures.bank.labels, pictures.queries.labels, k);
  return {
    knn20: accuracy(20),
    knn200: accuracy(200),
    rankMe: await rankMe(bank),
    spread: spread(bank),
    spreadIdeal: 1 / Math.sqrt(bank.dimensions),
  };
}
