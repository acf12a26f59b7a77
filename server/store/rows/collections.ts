import type { DatabaseSync } from 'node:sqlite';
import { ProtectedCollectionError, UnknownCollectionError } from '../../errors/collections.ts';
import type { CollectionOptions, CollectionRecord, Keep } from '../contract/collections.ts';
import { defaultCollection } from '../contract/collections.ts';

interface CollectionRow {
  readonly key: number;
  readonly name: string;
  readonly created: string;
  readonly keep: Keep;
  readonly model: string | null;
  readonly next: string | null;
  readonly previous: string | null;
  readonly switched: string | null;
  readonly items: number;
}

/** The collections' statements over one connection. */
export function collectionsOf(database: DatabaseSync) {
  const columns = 'key, name, created, keep, model, next, previous, switched, items';
  const byName = database.prepare(`SELECT ${columns} FROM collections WHERE name = ?`);
  const all = database.prepare(`SELECT ${columns} FROM collections ORDER BY name`);
  const insert = database.prepare('INSERT INTO collections (name, created) VALUES (?, ?)');
  const setKeep = database.prepare('UPDATE collections SET keep = ? WHERE key = ?');
  const remove = database.prepare('DELETE FROM collections WHERE key = ?');
  const counts = database.prepare(
    'SELECT model, vectors FROM counts WHERE collection = ? ORDER BY model',
  );

  function find(name: string): CollectionRow {
    const row = byName.get(name) as unknown as CollectionRow | undefined;
    if (row === undefined) throw new UnknownCollectionError(name);
    return row;
  }

  function record({ key, ...row }: CollectionRow): CollectionRecord {
    const rows = counts.all(key) as unknown as { model: string; vectors: number }[];
    return { ...row, vectors: Object.fromEntries(rows.map((one) => [one.model, one.vectors])) };
  }

  return {
    keyOf: (name: string): number => find(name).key,
    get: (name: string): CollectionRecord => record(find(name)),
    list: (): CollectionRecord[] => (all.all() as unknown as CollectionRow[]).map(record),
    put(name: string, { keep }: CollectionOptions) {
      const created = byName.get(name) === undefined;
      if (created) insert.run(name, new Date().toISOString());
      if (keep !== undefined) setKeep.run(keep, find(name).key);
      return { created, collection: record(find(name)) };
    },
    delete(name: string): void {
      const { key } = find(name);
      if (name === defaultCollection) throw new ProtectedCollectionError(name);
      remove.run(key);
    },
  };
}
