import { basename } from 'node:path';
import type { Vectors } from '../../models/index.ts';
import type { PictureCache } from '../../trainer/data/cache.ts';
import { topK } from '../../trainer/evaluate/topK.ts';

/** Share of the queries whose counterpart comes first, and is among the first ten. */
export interface Recall {
  readonly at1: number;
  readonly at10: number;
}

/** Emoji of both vendors have the same file name; it is what an indexed item is called. */
export const idOf = (path: string) => basename(path, '.png');

/** @param answers for each query, the ids that were found, nearest first */
export function recallOf(
  queries: readonly string[],
  answers: readonly (readonly string[])[],
): Recall {
  const within = (k: number) =>
    queries.filter((id, i) => answers[i]!.slice(0, k).includes(id)).length / queries.length;
  return { at1: within(1), at10: within(10) };
}

/** The same question, answered by comparing vectors exactly. */
export async function exactRecall(
  [bank, bankVectors]: readonly [PictureCache, Vectors],
  [queries, queryVectors]: readonly [PictureCache, Vectors],
): Promise<Recall> {
  const nearest = await topK(bankVectors, queryVectors, 10);
  const answers = nearest.map(({ indices }) => Array.from(indices, (i) => idOf(bank.paths[i]!)));
  return recallOf(queries.paths.map(idOf), answers);
}
