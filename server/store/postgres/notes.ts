import type { NoteName } from '../contract/notes.ts';
import type { Rows } from './Rows.ts';

export async function getNote(rows: Rows, name: NoteName): Promise<string | null> {
  const [row] = await rows.rows<{ value: string }>('SELECT value FROM properties WHERE name = $1', [
    name,
  ]);
  return row?.value ?? null;
}

export async function putNote(rows: Rows, name: NoteName, text: string | null): Promise<void> {
  if (text === null) await rows.rows('DELETE FROM properties WHERE name = $1', [name]);
  else
    await rows.rows(
      `INSERT INTO properties VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, text],
    );
}
