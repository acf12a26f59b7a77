import type { PathFile } from './found.ts';

/** By the path that the browser tells of a file of a chosen folder. */
export const withPaths = (files: readonly File[]): PathFile[] =>
  files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What was dropped or pasted. */
export interface Dropped {
  readonly files: readonly PathFile[];
  /** Whether there were folders among it. */
  readonly folders: boolean;
}

/** All files that were dropped, those within folders too. Has to be called while the event is handled. */
export function readDrop({ items, files }: DataTransfer): Promise<Dropped> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((one) => one !== null);
  // A picture that is pasted, or dragged from another page, is in no file system.
  if (entries.length === 0)
    return Promise.resolve({
      files: [...files].map((file) => ({ path: file.name, file })),
      folders: false,
    });
  const folders = entries.some(({ isDirectory }) => isDirectory);
  return Promise.all(entries.map(filesOf)).then((all) => ({ files: all.flat(), folders }));
}

async function filesOf(entry: FileSystemEntry): Promise<PathFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.slice(1), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: PathFile[] = [];
  for (;;) {
    // A reader gives a hundred at a time, and nothing at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await filesOf(inner)));
  }
}
