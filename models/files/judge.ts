import { extname } from 'node:path';
import { ArchivePackedError } from '../errors/files.ts';
import { pictureExtensions, sniffFormat } from '../picture/format.ts';
import { unpackCommand } from './archive.ts';

/** Formats that can be told and are not of pictures. */
const notOfPictures: readonly (string | null)[] = [null, 'pdf', 'video'];

/** What a file is: a picture, or what ought to be one; what is to be named; or none at all. */
export type Judgement = 'picture' | ArchivePackedError | { readonly kind: string };

/**
 * Judges a file by what it begins with. Its name says only whether it ought to be a picture: one
 * that is damaged or empty is not passed over without a word.
 * @param path of the file, for its ending and for a command that takes it
 * @param head 512 bytes, or all there are
 */
export function judge(path: string, head: Buffer): Judgement {
  const format = sniffFormat(head);
  const ending = extname(path).toLowerCase();
  if (pictureExtensions.has(ending)) return 'picture';
  // Every XML file looks like an SVG picture.
  const other = notOfPictures.includes(format) || (format === 'svg' && ending !== '.svg');
  if (!other) return 'picture';
  const command = unpackCommand(path, head);
  return command === null
    ? { kind: ending.slice(1) || 'no ending' }
    : new ArchivePackedError(command);
}
