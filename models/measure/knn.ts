import type { Nearest } from './nearest.ts';

/** Temperature of the votes (Wu et al. 2018, arXiv 1805.01978, section 3.4). */
const tau = 0.07;

/**
 * Weighted k-nearest-neighbour classification: each neighbour votes for its class with the weight
 * exp(cosine / tau).
 * @param neighbours of each query, nearest first; at least k where the bank has as many
 * @param bankLabels classes as 0, 1, ...
 * @returns the class of each query; -1 where it has no neighbours
 */
export function knnClasses(
  neighbours: readonly Nearest[],
  bankLabels: ArrayLike<number>,
  k: number,
): number[] {
  return neighbours.map((nearest) => vote(nearest, bankLabels, k));
}

/** Top-1 accuracy of that, 0 .. 1. @param queryLabels -1 for a class that the bank lacks */
export function knnAccuracy(
  neighbours: readonly Nearest[],
  bankLabels: ArrayLike<number>,
  queryLabels: ArrayLike<number>,
  k: number,
): number {
  const found = knnClasses(neighbours, bankLabels, k);
  // Neither a query of an unknown class nor one without neighbours is right.
  const right = found.filter((label, i) => label >= 0 && label === queryLabels[i]).length;
  return right / neighbours.length;
}

function vote({ similarities, indices }: Nearest, labels: ArrayLike<number>, k: number): number {
  const votes = new Map<number, number>();
  let best = { label: -1, weight: 0 };
  // The nearest of two classes with equal votes wins, as it comes first.
  for (let i = 0; i < Math.min(k, indices.length); i++) {
    const label = labels[indices[i]!]!;
    votes.set(label, (votes.get(label) ?? 0) + Math.exp(similarities[i]! / tau));
  }
  for (const [label, weight] of votes) if (weight > best.weight) best = { label, weight };
  return best.label;
}
