/** What is to be done where the system does not let a folder be written, by its code. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room there',
  EDQUOT: 'Make room there',
  EACCES: 'Get the right to write there, or name another folder',
  EPERM: 'Get the right to write there, or name another folder',
  EROFS: 'Name another folder',
  EEXIST: 'A file is in the way: move it, or name another folder',
  ENOTDIR: 'A file is in the way: move it, or name another folder',
  ENOENT: 'Leave the folder to this command while it runs',
};

/** As the beginning of a sentence. @param cause of the system */
export const unwritableRemedy = (cause: Error): string =>
  remedies[(cause as NodeJS.ErrnoException).code ?? ''] ??
  'Do what that takes, or name another folder';
