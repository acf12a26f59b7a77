import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';

/** Where something is, or where below a folder; the bytes of the name where they are not UTF-8. */
export type Place = string | Buffer;

/** @param name as the system gives it */
export function inside(folder: Place, name: Buffer): Place {
  if (typeof folder === 'string' && isUtf8(name)) return join(folder, name.toString());
  const parts = [Buffer.from(folder as string), Buffer.from('/'), name];
  return Buffer.concat(folder.length === 0 ? [name] : parts);
}

/**
 * A path below a folder as text, with '/' between its parts. One that is not UTF-8 is written with
 * '//' before it, as no other path begins, and its bytes percent-encoded, as in a file URL: what
 * it was can be told from it, and no two paths are written alike.
 */
export function pathText(below: Place): string {
  if (typeof below === 'string') return below.replaceAll('\\', separatorOf);
  const text = below.toString('latin1').replace(/[^ -$&-~]/g, (one) => {
    return `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `//${text}`;
}

/** A backslash is a separator on Windows and a letter like any other elsewhere. */
const separatorOf = process.platform === 'win32' ? '/' : '\\';

/** A name as it may be printed: a terminal would do what control characters in it say. */
export const printable = (name: string): string =>
  name.replaceAll(/\p{Cc}/gu, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
