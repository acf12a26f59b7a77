/** Queries that only one of two models gets right: what tells whether a difference is chance. */
export interface Change {
  /** Only the first. */
  readonly lost: number;
  /** Only the second. */
  readonly gained: number;
}

/** @param before @param after of each query, whether it is right */
export function changeOf(before: readonly boolean[], after: readonly boolean[]): Change {
  const count = (isCounted: (was: boolean, is: boolean) => boolean) =>
    before.filter((was, i) => isCounted(was, after[i]!)).length;
  return { lost: count((was, is) => was && !is), gained: count((was, is) => !was && is) };
}

/**
 * How likely chance alone loses as many queries or more, of those that only one of two models gets
 * right: the exact one-sided test of McNemar (1947), each being lost or gained with one half.
 * @returns 0 .. 1
 */
export function chanceOfLoss({ lost, gained }: Change): number {
  const count = lost + gained;
  // Logarithms: 2^-count is 0 from 1075 on.
  let term = -count * Math.LN2;
  let chance = 0;
  for (let gains = 0; gains <= gained; gains++) {
    chance += Math.exp(term);
    term += Math.log((count - gains) / (gains + 1));
  }
  return Math.min(1, chance);
}
