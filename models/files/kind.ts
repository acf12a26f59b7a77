import type { Dirent, Stats } from 'node:fs';

/** What that which is no file is, with its article. */
export function kindOf(what: Dirent<Buffer> | Stats): string {
  if (what.isDirectory()) return 'a folder';
  if (what.isFIFO()) return 'a named pipe';
  return what.isSocket() ? 'a socket' : 'a device';
}
