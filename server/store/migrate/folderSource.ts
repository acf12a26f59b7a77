import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { NoIndexError } from '../../errors/start.ts';
import { collectionsOf } from '../rows/collections.ts';
import { databaseFile, openReader } from '../rows/database.ts';
import { type ItemRow, itemColumns } from '../rows/itemRows.ts';
import { modelNamesOf } from '../rows/modelNames.ts';
import { notesOf } from '../rows/notes.ts';
import { rowChecksOf, type Sealed } from '../rows/rowChecks.ts';
import type { SummedImage, SummedVector } from '../rows/sums.ts';
import { type MovedItem, page, type Source } from './Archive.ts';
import { refuseUnderWay } from './refuseUnderWay.ts';

/** A data folder, as it is now: its server may go on meanwhile. @throws {DataCorruptError} */
export function folderSource(folder: string): Source {
  const file = join(folder, databaseFile);
  if (!existsSync(file)) throw new NoIndexError(folder);
  const database = openReader(file);
  database.exec('BEGIN');
  refuseUnderWay(notesOf(database).get('activation'));
  return sourceOver(database, () => database.close());
}

/** What a connection to SQLite sees. */
export function sourceOver(database: DatabaseSync, close: () => void): Source {
  const collections = collectionsOf(database);
  const checks = rowChecksOf(database);
  const identity = database.prepare("SELECT value FROM properties WHERE name = 'database'").get();
  const items = database.prepare(
    `SELECT ${itemColumns} FROM items WHERE collection = ? AND key > ? ORDER BY key LIMIT ?`,
  );
  const vectors = database.prepare(
    'SELECT item, collection, model, data, sum FROM vectors WHERE item = ? ORDER BY model',
  );
  const image = database.prepare('SELECT item, type, data, sum FROM images WHERE item = ?');
  const side = database.prepare('SELECT side FROM previews WHERE item = ?');
  const file = database.prepare('SELECT folder, stamp, metadata FROM files WHERE item = ?');

  function whole(row: ItemRow): MovedItem {
    checks.item(row);
    const made = vectors.all(row.key) as unknown as Sealed<SummedVector>[];
    for (const vector of made) checks.vector(vector);
    const kept = image.get(row.key) as unknown as Sealed<SummedImage> | undefined;
    if (kept !== undefined) checks.image(kept);
    const { key, id, metadata, content, depth, revision, created, updated } = row;
    return {
      ...{ key, id, metadata, content, depth, revision, created, updated },
      vectors: made.map(({ model, data }) => ({ model, data })),
      image: kept === undefined ? null : { type: kept.type, side: sideOf(key), data: kept.data },
      file: (file.get(key) as unknown as MovedItem['file'] | undefined) ?? null,
    };
  }
  const sideOf = (key: number) => (side.get(key)?.side as number | undefined) ?? null;

  return {
    identity: identity!.value as string,
    names: async () => ({
      serving: notesOf(database).get('serving'),
      models: new Map(
        modelNamesOf(database)
          .list()
          .map(({ digest, name }) => [digest, name]),
      ),
    }),
    collections: async () =>
      collections.list().map(({ items: _items, vectors: _vectors, ...rest }) => rest),
    count: async (collection) => collections.get(collection).items,
    async items(collection, after) {
      const some: MovedItem[] = [];
      let bytes = 0;
      for (const row of items.iterate(collections.keyOf(collection), after, page.items)) {
        const item = whole(row as unknown as ItemRow);
        some.push(item);
        bytes += item.image?.data.byteLength ?? 0;
        if (bytes >= page.bytes) break;
      }
      return some;
    },
    close: async () => close(),
  };
}
