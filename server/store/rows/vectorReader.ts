import type { DatabaseSync } from 'node:sqlite';
import { UnknownCollectionError } from '../../errors/collections.ts';
import type { StoredItem, StoredVector, VectorReader, VectorSet } from '../search/VectorReader.ts';
import { fromBytes } from '../vectors.ts';
import { type ItemRow, itemColumns } from './itemRows.ts';
import { rowChecksOf, type Sealed } from './rowChecks.ts';
import type { SummedVector } from './sums.ts';

/** A row of a set that is known. */
type VectorRow = Sealed<Omit<SummedVector, keyof VectorSet>> & { readonly key: number };

/** What the search reads, over a connection of its own. */
export function vectorReaderOf(database: DatabaseSync): VectorReader {
  const checks = rowChecksOf(database);
  const collection = database.prepare('SELECT key FROM collections WHERE name = ?');
  const count = database.prepare('SELECT vectors FROM counts WHERE collection = ? AND model = ?');
  const large = database.prepare(
    `SELECT counts.collection, counts.model
       FROM counts JOIN collections ON collections.key = counts.collection
       WHERE vectors > ?1
         AND counts.model IN (?2, collections.model, collections.next, collections.previous)
       ORDER BY counts.collection, counts.model`,
  );
  const after = database.prepare(
    `SELECT key, item, data, sum FROM vectors
       WHERE collection = ? AND model = ? AND key > ? ORDER BY key`,
  );
  const upTo = database.prepare(
    `SELECT key, item, data, sum FROM vectors
       WHERE collection = ? AND model = ? AND key <= ? ORDER BY key DESC LIMIT 1`,
  );
  const keysAfter = database.prepare(
    'SELECT key FROM vectors WHERE collection = ? AND model = ? AND key > ? ORDER BY key',
  );
  const metadataAfter = database.prepare(
    `SELECT vectors.key AS vector, ${itemColumns.replaceAll(/\w+/g, 'items.$&')}
       FROM vectors INDEXED BY vectors_by_model CROSS JOIN items ON items.key = vectors.item
       WHERE vectors.collection = ? AND vectors.model = ? AND vectors.key > ? ORDER BY vectors.key`,
  );
  const byKey = database.prepare(
    'SELECT key, item, collection, model, data, sum FROM vectors WHERE key = ?',
  );
  const isThere = database.prepare('SELECT 1 FROM vectors WHERE key = ?');
  const item = database.prepare(
    `SELECT ${itemColumns} FROM items
       WHERE key = (SELECT item FROM vectors WHERE vectors.key = ?)`,
  );
  const newest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'vectors'");
  const state = database.prepare('PRAGMA data_version');
  const begin = database.prepare('BEGIN');
  const end = database.prepare('COMMIT');
  const identity = database.prepare("SELECT value FROM properties WHERE name = 'database'");

  function stored(row: unknown, { collection, model }: VectorSet): StoredVector {
    const { key, item, data, sum } = row as VectorRow;
    checks.vector({ item, collection, model, data, sum });
    return { key, vector: fromBytes(data) };
  }

  return {
    snapshot<T>(read: () => T): T {
      begin.run();
      try {
        return read();
      } finally {
        end.run();
      }
    },
    collectionKey(name: string): number {
      const row = collection.get(name);
      if (row === undefined) throw new UnknownCollectionError(name);
      return row.key as number;
    },
    count(set: VectorSet): number {
      return (count.get(set.collection, set.model)?.vectors as number | undefined) ?? 0;
    },
    large: (model: string, limit: number): VectorSet[] =>
      large.all(limit, model).map((row) => ({
        collection: row.collection as number,
        model: row.model as string,
      })),
    *after(set: VectorSet, key: number): Generator<StoredVector> {
      for (const row of after.iterate(set.collection, set.model, key)) {
        yield stored(row, set);
      }
    },
    newestUpTo(set: VectorSet, key: number): StoredVector | undefined {
      const row = upTo.get(set.collection, set.model, key);
      return row === undefined ? undefined : stored(row, set);
    },
    *keysAfter(set: VectorSet, key: number): Generator<number> {
      for (const row of keysAfter.iterate(set.collection, set.model, key)) yield row.key as number;
    },
    *metadataAfter(set: VectorSet, key: number): Generator<{ key: number; metadata: string }> {
      for (const row of metadataAfter.iterate(set.collection, set.model, key)) {
        checks.item(row as unknown as ItemRow);
        yield { key: row.vector as number, metadata: row.metadata as string };
      }
    },
    vector(key: number): Float32Array | undefined {
      const row = byKey.get(key);
      return row === undefined ? undefined : stored(row, row as unknown as VectorSet).vector;
    },
    isThere: (key: number): boolean => isThere.get(key) !== undefined,
    item(key: number): StoredItem | undefined {
      const row = item.get(key) as unknown as ItemRow | undefined;
      if (row === undefined) return undefined;
      checks.item(row);
      return { id: row.id, metadata: row.metadata };
    },
    state: (): number => state.get()!.data_version as number,
    newestKey: (): number => (newest.get()?.seq as number | undefined) ?? 0,
    identity: (): string => identity.get()!.value as string,
  };
}
