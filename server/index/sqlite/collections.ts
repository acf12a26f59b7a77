import type { DatabaseSync } from 'node:sqlite';
import { ProtectedCollectionError } from '../../errors/ProtectedCollectionError.ts';
import { UnknownCollectionError } from '../../errors/UnknownCollectionError.ts';
import type { CollectionRecord } from '../store.ts';
import { defaultCollection } from '../store.ts';

interface Row {
  readonly key: number;
  readonly name: string;
  readonly created: string;
  readonly items: number;
}

/** The collections' statements over one connection. */
export function collectionsOf(database: DatabaseSync) {
  const byName = database.prepare(
    'SELECT key, name, created, items FROM collections WHERE name = ?',
  );
  const all = database.prepare('SELECT key, name, created, items FROM collections ORDER BY name');
  const insert = database.prepare('INSERT INTO collections (name, created) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM collections WHERE key = ?');
  const counts = database.prepare(
    'SELECT model, vectors FROM counts WHERE collection = ? ORDER BY model',
  );

  function find(name: string): Row {
    const row = byName.get(name) as unknown as Row | undefined;
    if (row === undefined) throw new UnknownCollectionError(name);
    return row;
  }

  function record({ key, name, created, items }: Row): CollectionRecord {
    const rows = counts.all(key) as unknown as { model: string; vectors: number }[];
    const vectors = Object.fromEntries(rows.map((row) => [row.model, row.vectors]));
    return { name, created, items, vectors };
  }

  return {
    keyOf: (name: string): number => find(name).key,
    get: (name: string): CollectionRecord => record(find(name)),
    list: (): CollectionRecord[] => (all.all() as unknown as Row[]).map(record),
    put(name: string): { created: boolean; collection: CollectionRecord } {
      const created = byName.get(name) === undefined;
      if (created) insert.run(name, new Date().toISOString());
      return { created, collection: record(find(name)) };
    },
    delete(name: string): void {
      const { key } = find(name);
      if (name === defaultCollection) throw new ProtectedCollectionError(name);
      remove.run(key);
    },
  };
}
