import { extname } from 'node:path';
import { readHead } from './head.ts';

/** Compressed archives whose content says no more than how they are compressed. */
const packedTar = /\.(tar\.(gz|xz|bz2|zst)|tgz|txz|tbz2?|tzst)$/i;
/** Where a tar file says that it is one. */
const tarMark = 257;

const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;

/**
 * How to unpack an archive.
 * @param head of its content, 512 bytes
 * @returns a command for a shell; null for what is no archive
 */
export function unpackCommand(path: string, head: Buffer): string | null {
  const text = head.toString('latin1');
  const folder = quoted(path.replace(packedTar, '').replace(/\.(zip|tar)$/i, '') || path);
  // Documents and programs are ZIP files too, under endings of their own.
  const zip = text.startsWith('PK\x03\x04') && ['.zip', ''].includes(extname(path).toLowerCase());
  if (zip) return `unzip ${quoted(path)} -d ${folder}`;
  const tar = text.startsWith('ustar', tarMark) || packedTar.test(path);
  return tar ? `mkdir -p ${folder} && tar -xf ${quoted(path)} -C ${folder}` : null;
}

/** How to unpack a file that is named in place of a folder; null if it is no archive or not there. */
export function unpackCommandFor(path: string): string | null {
  try {
    return unpackCommand(path, readHead(path).head);
  } catch {
    return null;
  }
}
