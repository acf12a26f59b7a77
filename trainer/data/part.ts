import type { PictureCache } from './cache.ts';

/** Some of the pictures of a cache, in the order of the indices; they are there until it is closed. */
export function partOf(cache: PictureCache, indices: readonly number[]): PictureCache {
  const { source } = cache;
  const pick = <T>(list: readonly T[]) => indices.map((i) => list[i]!);
  return {
    ...cache,
    count: indices.length,
    paths: pick(cache.paths),
    labels: pick(cache.labels),
    source: {
      ...source,
      slots: Uint32Array.from(indices, (i) => source.slots[i]!),
      checksums: Uint32Array.from(indices, (i) => source.checksums[i]!),
    },
    read: (chosen, into) =>
      cache.read(
        Uint32Array.from(chosen, (i) => indices[i]!),
        into,
      ),
    close() {},
  };
}
