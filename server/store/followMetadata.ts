import { isDeepStrictEqual } from 'node:util';
import type { JsonText } from './contract/items.ts';

/**
 * Metadata after what a folder says of a picture has changed: a key that the folder has changed is
 * changed or goes, and what else has been put into it stays.
 * @param before what the folder said when that was last taken over
 */
export function followMetadata(metadata: JsonText, before: JsonText, after: JsonText): JsonText {
  if (before === after) return metadata;
  const merged = entries(metadata);
  const old = entries(before);
  const fresh = entries(after);
  for (const [key, value] of old) {
    if (!fresh.has(key) && isDeepStrictEqual(merged.get(key), value)) merged.delete(key);
  }
  for (const [key, value] of fresh) {
    if (!old.has(key) || !isDeepStrictEqual(old.get(key), value)) merged.set(key, value);
  }
  return JSON.stringify(Object.fromEntries(merged));
}

const entries = (text: JsonText) => new Map<string, unknown>(Object.entries(JSON.parse(text)));
