import type { DatabaseSync } from 'node:sqlite';
import type { NoteName } from '../contract/notes.ts';

/** The service's notes, among the database's properties. */
export function notesOf(database: DatabaseSync) {
  const one = database.prepare('SELECT value FROM properties WHERE name = ?');
  const set = database.prepare(
    'INSERT INTO properties VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM properties WHERE name = ?');
  return {
    get: (name: NoteName): string | null => (one.get(name)?.value as string | undefined) ?? null,
    put(name: NoteName, text: string | null): void {
      if (text === null) remove.run(name);
      else set.run(name, text);
    },
  };
}
