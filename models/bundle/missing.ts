/** Whether the system's error says that there is nothing at a path. */
export const isMissing = ({ code }: NodeJS.ErrnoException): boolean =>
  code === 'ENOENT' || code === 'ENOTDIR';
