import type { DatabaseSync } from 'node:sqlite';
import { UnknownCollectionError } from '../../errors/UnknownCollectionError.ts';
import type { Metadata } from '../store.ts';
import { fromBytes } from '../vectors.ts';

export interface StoredVector {
  readonly key: number;
  readonly vector: Float32Array;
}

/** A collection's vectors of one model: what is searched together. */
export interface VectorSet {
  readonly collection: number;
  readonly model: string;
}

export type Reader = ReturnType<typeof readerOf>;

/** What the search reads, over a connection of its own. Keys grow with time. */
export function readerOf(database: DatabaseSync) {
  const collection = database.prepare('SELECT key FROM collections WHERE name = ?');
  const count = database.prepare('SELECT vectors FROM counts WHERE collection = ? AND model = ?');
  const large = database.prepare(
    'SELECT collection FROM counts WHERE model = ? AND vectors > ? ORDER BY collection',
  );
  const after = database.prepare(
    'SELECT key, data FROM vectors WHERE collection = ? AND model = ? AND key > ? ORDER BY key',
  );
  const countAfter = database.prepare(
    `SELECT count(*) AS n FROM
       (SELECT 1 FROM vectors WHERE collection = ? AND model = ? AND key > ? LIMIT ?)`,
  );
  const upTo = database.prepare(
    `SELECT key, data FROM vectors
       WHERE collection = ? AND model = ? AND key <= ? ORDER BY key DESC LIMIT 1`,
  );
  const keys = database.prepare('SELECT key FROM vectors WHERE collection = ? AND model = ?');
  const byKey = database.prepare('SELECT data FROM vectors WHERE key = ?');
  const item = database.prepare(
    `SELECT items.id, items.metadata FROM vectors JOIN items ON items.key = vectors.item
       WHERE vectors.key = ?`,
  );
  const newest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'vectors'");
  const identity = database.prepare("SELECT value FROM properties WHERE name = 'database'");

  return {
    /** Runs `read` over one state of the database, whatever is written meanwhile. */
    snapshot<T>(read: () => T): T {
      database.exec('BEGIN');
      try {
        return read();
      } finally {
        database.exec('COMMIT');
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
    /** The collections with more than `limit` vectors of a model. */
    large: (model: string, limit: number): number[] =>
      large.all(model, limit).map((row) => row.collection as number),
    *after(set: VectorSet, key: number): Generator<StoredVector> {
      for (const row of after.iterate(set.collection, set.model, key)) {
        yield { key: row.key as number, vector: fromBytes(row.data as Uint8Array) };
      }
    },
    /** How many vectors came after `key`, counted no further than `most`. */
    countAfter: (set: VectorSet, key: number, most: number): number =>
      countAfter.get(set.collection, set.model, key, most)?.n as number,
    /** The newest vector that is still there among those up to `key`. */
    newestUpTo(set: VectorSet, key: number): StoredVector | undefined {
      const row = upTo.get(set.collection, set.model, key);
      if (row === undefined) return undefined;
      return { key: row.key as number, vector: fromBytes(row.data as Uint8Array) };
    },
    keys: (set: VectorSet): number[] =>
      keys.all(set.collection, set.model).map((row) => row.key as number),
    vector(key: number): Float32Array | undefined {
      const row = byKey.get(key);
      return row === undefined ? undefined : fromBytes(row.data as Uint8Array);
    },
    item(key: number): { id: string; metadata: Metadata } {
      const row = item.get(key)!;
      return { id: row.id as string, metadata: JSON.parse(row.metadata as string) };
    },
    /** The largest key that was ever given out. */
    newestKey: (): number => (newest.get()?.seq as number | undefined) ?? 0,
    /** A random name that this database was given when it was made. */
    identity: (): string => identity.get()!.value as string,
  };
}
