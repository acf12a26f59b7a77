import { createRandom, permutation } from '../random.ts';

/** Share of each class that becomes queries. */
const queryShare = 0.2;

/**
 * Divides pictures into a bank and queries, class by class, so that each class has its share in
 * both; a class of one picture stays in the bank.
 * @param labels the class of each picture
 * @returns indices of pictures, in ascending order
 */
export function stratifiedSplit(
  labels: readonly string[],
  seed: number,
): { bank: number[]; queries: number[] } {
  const bank: number[] = [];
  const queries: number[] = [];
  const classes = Map.groupBy(labels.keys(), (i) => labels[i]!);
  for (const [label, members] of classes) {
    const order = permutation(members.length, createRandom(seed, 'split', label));
    const queryCount = Math.min(members.length - 1, Math.ceil(queryShare * members.length));
    for (const [place, i] of order.entries()) {
      (place < queryCount ? queries : bank).push(members[i]!);
    }
  }
  const ascending = (a: number, b: number) => a - b;
  return { bank: bank.sort(ascending), queries: queries.sort(ascending) };
}
