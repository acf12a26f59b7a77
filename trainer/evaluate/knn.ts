import type { Nearest } from './nearest.ts';

/** Temperature of the votes (Wu et al. 2018, arXiv 1805.01978, section 3.4). */
const tau = 0.07;

/**
 * Top-1 accuracy of weighted k-nearest-neighbour classification: each neighbour votes for its class
 * with the weight exp(cosine / tau).
 * @param neighbours of each query, nearest first; at least k where the bank has as many
 * @param bankLabels classes as 0, 1, ...; @param queryLabels -1 for a class that the bank lacks
 */
export function knnAccuracy(
  neighbours: readonly Nearest[],
  bankLabels: ArrayLike<number>,
  queryLabels: ArrayLike<number>,
  k: number,
): number {
  let right = 0;
  for (const [i, nearest] of neighbours.entries()) {
    if (vote(nearest, bankLabels, k) === queryLabels[i]) right++;
  }
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
