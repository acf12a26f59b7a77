import { Connections } from '../postgres/Connections.ts';
import { prepareDatabase } from '../postgres/prepare.ts';
import { databaseSource } from './databaseSource.ts';
import { databaseTarget } from './databaseTarget.ts';
import { folderSource } from './folderSource.ts';
import { folderTarget } from './folderTarget.ts';
import { move, type OnProgress } from './move.ts';

export interface Ends {
  /** A data folder. */
  readonly folder: string;
  /** The address of a database. */
  readonly database: string;
  readonly into: 'folder' | 'database';
}

/** Moves an index between a data folder and a database; resolves to its number of items. */
export async function migrateIndex(
  { folder, database, into }: Ends,
  onProgress: OnProgress,
): Promise<number> {
  const connections = new Connections(database);
  try {
    await prepareDatabase(connections, { unfinished: into === 'database' });
    const source = into === 'database' ? folderSource(folder) : await databaseSource(connections);
    try {
      const target =
        into === 'database'
          ? await databaseTarget(connections, source.identity)
          : folderTarget(folder, source.identity);
      try {
        return await move(source, target, onProgress);
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  } finally {
    await connections.end();
  }
}
