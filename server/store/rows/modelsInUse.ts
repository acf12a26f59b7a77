import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile, openReader } from './database.ts';

/** What a data folder says of the models that it is searched by. */
export interface ModelsInUse {
  /** Digest of the model that was taken into use for new collections, if one was. */
  readonly serving: string | null;
  /** What it was called then. */
  readonly servingName: string | null;
  /** Numbers of vectors that are searched, by the digests of the models that made them. */
  readonly vectors: ReadonlyMap<string, number>;
}

const none: ModelsInUse = { serving: null, servingName: null, vectors: new Map() };

/** Nothing of a folder that has no index or whose index cannot be read, which opening it will tell of. */
export function modelsInUse(folder: string): ModelsInUse {
  const file = join(folder, databaseFile);
  if (!existsSync(file)) return none;
  try {
    const database = openReader(file);
    try {
      // The first version did not note which model a collection is searched by.
      const isFirst = database.prepare('PRAGMA user_version').get()!.user_version === 1;
      const searched = isFirst ? '' : 'WHERE counts.model = collections.model';
      const rows = database
        .prepare(
          `SELECT counts.model, sum(vectors) AS n
             FROM counts JOIN collections ON key = collection ${searched} GROUP BY counts.model`,
        )
        .all();
      const note = database.prepare("SELECT value FROM properties WHERE name = 'serving'").get();
      const serving = (note?.value as string | undefined) ?? null;
      // What notes one has the table of names as well.
      const named =
        serving === null
          ? undefined
          : database.prepare('SELECT name FROM models WHERE digest = ?').get(serving);
      return {
        serving,
        servingName: (named?.name as string | undefined) ?? null,
        vectors: new Map(rows.map(({ model, n }) => [model as string, n as number])),
      };
    } finally {
      database.close();
    }
  } catch {
    return none;
  }
}
