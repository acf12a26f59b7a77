import type { Reached } from '../pictures/Reached.ts';
import { Connections } from '../postgres/Connections.ts';
import { claimPlace } from '../postgres/pictures/claimPlace.ts';
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
  /** Where the database's pictures are, or go: s3://bucket/prefix or a folder; by default within it. */
  readonly pictures?: string | undefined;
  readonly into: 'folder' | 'database';
}

/** Moves an index between a data folder and a database; resolves to its number of items. */
export async function migrateIndex(
  { folder, database, pictures, into }: Ends,
  onProgress: OnProgress,
): Promise<number> {
  const connections = new Connections(database);
  let place: Reached | null = null;
  try {
    await prepareDatabase(connections, { unfinished: into === 'database' });
    place = await claimPlace(connections, pictures);
    const source =
      into === 'database' ? folderSource(folder) : await databaseSource(connections, place);
    try {
      const target =
        into === 'database'
          ? await databaseTarget(connections, source.identity, place)
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
    place?.close();
    await connections.end();
  }
}
