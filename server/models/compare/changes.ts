import type { Nearest } from '@selfsame/models';
import type { Change } from './comparison.ts';

/** @param before @param after of each query, whether it is right */
export function changeOf(before: readonly boolean[], after: readonly boolean[]): Change {
  const count = (isCounted: (was: boolean, is: boolean) => boolean) =>
    before.filter((was, i) => isCounted(was, after[i]!)).length;
  return { lost: count((was, is) => was && !is), gained: count((was, is) => !was && is) };
}

/** Share of each query's neighbours that are in both lists, 0 .. 1. */
export function overlaps(before: readonly Nearest[], after: readonly Nearest[]): number[] {
  return before.map(({ indices }, i) => {
    const others = new Set(after[i]!.indices);
    return indices.filter((index) => others.has(index)).length / indices.length;
  });
}
