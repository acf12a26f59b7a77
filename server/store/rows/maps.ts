import type { DatabaseSync } from 'node:sqlite';
import { collectionsOf } from './collections.ts';

/** Maps of collections' vectors by models, among the database's properties. */
export function mapsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const one = database.prepare('SELECT value FROM properties WHERE name = ?');
  const set = database.prepare(
    'INSERT INTO properties VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM properties WHERE name = ?');
  const namesOf = database.prepare('SELECT name FROM properties WHERE name >= ? AND name < ?');
  const nameOf = (owner: number, model: string) => `map ${owner} ${model}`;

  /** Removes those of a collection, but for those of some models. */
  function removeOthers(owner: number, models: readonly (string | null)[]): void {
    const kept = models.map((model) => nameOf(owner, model ?? ''));
    for (const { name } of namesOf.all(`map ${owner} `, `map ${owner}!`))
      if (!kept.includes(name as string)) remove.run(name!);
  }

  return {
    get(collection: string, model: string): string | null {
      const row = one.get(nameOf(collections.keyOf(collection), model));
      return (row?.value as string | undefined) ?? null;
    },
    put(collection: string, model: string, map: string): boolean {
      const owner = collections.keyOf(collection);
      const { model: searched, next, previous } = collections.get(collection);
      const models = [searched, next, previous];
      // Those of what the collection had before it was emptied go on the way.
      removeOthers(owner, models);
      if (!models.includes(model)) return false;
      set.run(nameOf(owner, model), map);
      return true;
    },
    /** With a generation. */
    remove: (owner: number, model: string) => void remove.run(nameOf(owner, model)),
    /** With a collection. */
    removeAll: (owner: number) => removeOthers(owner, []),
  };
}
