import { basename } from 'node:path';
import type { Vectors } from '../../models/index.ts';
import type { PictureCache } from '../../trainer/data/cache.ts';
import { topK } from '../../trainer/evaluate/topK.ts';

/** Of each query, whether its counterpart comes first, and whether it is among the first ten. */
export interface Recall {
  readonly at1: readonly boolean[];
  readonly at10: readonly boolean[];
}

/** Share of the queries, 0 .. 1. */
export const shareOf = (found: readonly boolean[]) => found.filter(Boolean).length / found.length;

/** Emoji of both vendors have the same file name; it is what an indexed item is called. */
export const idOf = (path: string) => basename(path, '.png');

/** @param answers for each query, the ids that were found, nearest first */
export function recallOf(
  queries: readonly string[],
  answers: readonly (readonly string[])[],
): Recall {
  const within = (k: number) => queries.map((id, i) => answers[i]!.slice(0, k).includes(id));
  return { at1: within(1), at10: within(10) };
}

/** The same question, answered by comparing vectors exactly. @returns as `recallOf` takes them */
export async function exactAnswers(
  [bank, bankVectors]: readonly [PictureCache, Vectors],
  queryVectors: Vectors,
): Promise<string[][]> {
  const nearest = await topK(bankVectors, queryVectors, 10);
  return nearest.map(({ indices }) => Array.from(indices, (i) => idOf(bank.paths[i]!)));
}
