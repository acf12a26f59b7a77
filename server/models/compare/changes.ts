import type { Nearest } from '@selfsame/models';

/** Share of each query's neighbours that are in both lists, 0 .. 1. */
export function overlaps(before: readonly Nearest[], after: readonly Nearest[]): number[] {
  return before.map(({ indices }, i) => {
    const others = new Set(after[i]!.indices);
    return indices.filter((index) => others.has(index)).length / indices.length;
  });
}
