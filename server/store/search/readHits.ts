import { limits } from '../../limits.ts';
import type { HitDetails } from '../contract/search.ts';
import { inOneState, type SearchParts } from './searchParts.ts';

/** Metadata and vectors of hits, in their order, as far as `aheadBytes` go; at least of one. */
export function readHits(
  keys: readonly number[],
  vectors: boolean,
  parts: SearchParts,
): (HitDetails | null)[] {
  return inOneState(parts, () => {
    const found: (HitDetails | null)[] = [];
    let bytes = 0;
    for (const key of keys) {
      const item = parts.items.get(key);
      const vector = vectors && item !== undefined ? parts.reader.vector(key) : undefined;
      found.push(
        item === undefined ? null : { metadata: item.metadata, ...(vector && { vector }) },
      );
      bytes += (item?.metadata.length ?? 0) + (vector?.byteLength ?? 0);
      if (bytes >= limits.aheadBytes) break;
    }
    return found;
  });
}
