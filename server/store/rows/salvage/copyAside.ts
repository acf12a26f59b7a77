import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { CommandError, DataFolderError, NoIndexError } from '../../../errors/start.ts';
import { databaseFile } from '../database.ts';
import { prepareFolder } from '../folder.ts';
import { refuseMissing } from '../refuseMissing.ts';

/** The copy that is read, as opening the database itself would already change files beside it. */
const asideFile = 'salvaging.sqlite';

/**
 * Makes the new folder and copies the damaged database into it, with its log.
 * @throws {CommandError} if the new folder holds something already
 */
export function copyAside(folder: string, into: string): string {
  const file = join(folder, databaseFile);
  refuseMissing(folder);
  if (!existsSync(file)) throw new NoIndexError(folder);
  if (!statSync(file).isFile())
    throw new DataFolderError(folder, new Error(`${databaseFile} is no file`));
  if (existsSync(into) && readdirSync(into).length > 0)
    throw new CommandError(
      `The folder ${into} is not empty`,
      'Name a folder for --salvage that is empty or not there yet.',
    );
  prepareFolder(into);
  const aside = join(into, asideFile);
  for (const ending of ['', '-wal'])
    if (existsSync(file + ending)) copyFileSync(file + ending, aside + ending);
  fillUp(aside);
  return aside;
}

/** SQLite reads nothing of a file that is shorter than it says: what was cut off becomes zeros. */
function fillUp(aside: string): void {
  const header = Buffer.alloc(100);
  const file = openSync(aside, 'r');
  readSync(file, header);
  closeSync(file);
  // https://sqlite.org/fileformat.html#the_database_header
  const pageBytes = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  const bytes = pageBytes * header.readUInt32BE(28);
  const { size } = statSync(aside);
  // No more than was likely cut off: the number itself may be damaged.
  if (size < bytes && bytes < 64 * size) truncateSync(aside, bytes);
}
