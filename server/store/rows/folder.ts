import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataFolderError } from '../../errors/start.ts';

export const snapshotsIn = (folder: string) => join(folder, 'snapshots');
export const indexesIn = (folder: string) => join(folder, 'ann');

/** Makes a data folder with what belongs into it. @throws {DataFolderError} */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(indexesIn(folder));
    makeFolder(snapshotsIn(folder));
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DataFolderError(folder, error);
  }
}

/** Step by step: the recursive mkdir of Node never returns where a parent cannot be made (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
