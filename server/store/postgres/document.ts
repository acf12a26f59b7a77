import type { JsonText } from '../contract/items.ts';

/**
 * Metadata as `jsonb` takes it, with the same meaning to a filter: numbers are the doubles that they
 * are to JavaScript, and texts are those that PostgreSQL can hold.
 */
export const documentOf = (metadata: JsonText): string => writeJson(JSON.parse(metadata));

/** Any JSON value, for the same. */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(holdable(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`;
  const entries = Object.entries(value).map(
    ([key, inner]) => `${writeJson(key)}:${writeJson(inner)}`,
  );
  return `{${entries.join()}}`;
}

const odd = /\p{Cc}|\u{10ffff}|\p{Surrogate}/gu;

/**
 * PostgreSQL holds no U+0000 and no half of a surrogate pair. Each becomes two characters that come
 * from nothing else, so that what was equal, or began the same, or came first still does; halves come
 * after all characters.
 */
export const holdable = (text: string): string =>
  text.replaceAll(odd, (found) => {
    if (found === '\0') return '\u0001\u0001';
    if (found === '\u0001') return '\u0001\u0002';
    if (found === '\u{10ffff}') return '\u{10ffff} ';
    if (found.isWellFormed()) return found;
    return `\u{10ffff}${String.fromCharCode(found.charCodeAt(0) - 0xd800 + 0xe000)}`;
  });
