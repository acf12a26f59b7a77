/** A file that is to become an item. */
export interface Found {
  readonly id: string;
  readonly file: File;
}

/** What is not even sent, and why. */
export interface LeftOut {
  readonly id: string;
  readonly reason: string;
}

export interface Sorted {
  readonly pictures: readonly Found[];
  readonly leftOut: readonly LeftOut[];
}

/** A file with its path, in which the folders that were dropped are the first. */
export interface PathFile {
  readonly path: string;
  readonly file: File;
}

/**
 * Files of which items can be made, as `selfsame index` would: of a folder each has its path within the
 * folder as its id. What a file holds decides whether it is a picture, and that the server sees; only
 * what its ending says to be something else is not sent there.
 */
export function sortOut(files: readonly PathFile[]): Sorted {
  const within = folderOfAll(files);
  const pictures: Found[] = [];
  const leftOut: LeftOut[] = [];
  for (const { path, file } of files) {
    const id = path.slice(within.length).normalize('NFC');
    const reason = reasonAgainst(id, file);
    if (reason === null) pictures.push({ id, file });
    else leftOut.push({ id, reason });
  }
  return { pictures, leftOut };
}

/** The only folder that all of the files are in, with its slash; '' if there is none. */
function folderOfAll(files: readonly PathFile[]): string {
  const [first] = files[0]?.path.split('/') ?? [];
  const folder = `${first}/`;
  return files.length > 0 && files.every(({ path }) => path.startsWith(folder)) ? folder : '';
}

function reasonAgainst(id: string, { type, size }: File): string | null {
  if (id.split('/').some((part) => part.startsWith('.'))) return 'hidden';
  if (size === 0) return 'empty';
  // Of endings that a browser does not know it tells no type.
  return type === '' || type.startsWith('image/') ? null : `no picture but ${type}`;
}
