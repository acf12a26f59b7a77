import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderError } from '../../errors/DataFolderError.ts';
import { databaseFile, openWriter } from './database.ts';
import { lockFolder } from './lock.ts';

export interface FolderReport {
  readonly items: number;
  /** What is wrong, a line each; empty when all is well. */
  readonly problems: readonly string[];
}

/** Reads the whole database of a data folder that no server is using. */
export function checkFolder(folder: string): FolderReport {
  const file = join(folder, databaseFile);
  if (!existsSync(file)) throw new DataFolderError(folder, new Error('it holds no index'));
  const unlock = lockFolder(folder);
  try {
    const database = openWriter(file);
    try {
      const faults = database.prepare('PRAGMA integrity_check').all();
      const dangling = database.prepare('PRAGMA foreign_key_check').all();
      const items = database.prepare('SELECT count(*) AS n FROM items').get();
      const problems = [
        ...faults.map((row) => String(row.integrity_check)).filter((text) => text !== 'ok'),
        ...dangling.map((row) => `${row.table} ${row.rowid} refers to no ${row.parent}`),
      ];
      return { items: items?.n as number, problems };
    } finally {
      database.close();
    }
  } finally {
    unlock();
  }
}
