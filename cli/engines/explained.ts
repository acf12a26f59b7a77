import { statfsSync } from 'node:fs';
import { SelfsameError } from '@selfsame/models';
import { EngineDiskError, EngineFolderError } from './errors.ts';
import { sizeText } from './size.ts';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];
/** The same, as pip, tar and the compiler print it. */
const fullInWords = /No space left on device|Disk quota exceeded|File too large/;
const notWritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ERR_SQLITE_ERROR'];

/** What went wrong with a folder of engines, in words that help. */
export function explained(error: unknown, folder: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (full.includes(code) || fullInWords.test(message)) {
    const { bavail, bsize } = statfsSync(folder);
    return new EngineDiskError(folder, sizeText(bavail * bsize), error);
  }
  if (error instanceof SelfsameError || !notWritable.includes(code)) return error;
  return new EngineFolderError(folder, error as Error);
}
