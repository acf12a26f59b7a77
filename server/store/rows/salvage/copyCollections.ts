import type { DatabaseSync } from 'node:sqlite';
import { type Keep, keeps } from '../../contract/collections.ts';
import type { Names } from './names.ts';
import { readableRows } from './readableRows.ts';

/**
 * Copies the collections, under their old keys. One that can't be read but whose name an index
 * knows is made anew with the usual options.
 * @returns what is lost, a line each
 */
export function copyCollections(
  from: DatabaseSync,
  to: DatabaseSync,
  names: Names,
  most: number,
): string[] {
  const lost: string[] = [];
  const insert = to.prepare(
    'INSERT OR IGNORE INTO collections (key, name, created, keep, model) VALUES (?, ?, ?, ?, ?)',
  );
  const known = new Set<number>();
  to.exec('DELETE FROM collections');
  const source = { table: 'collections', key: 'key', columns: 'key, name, created, keep, model' };
  const rows = readableRows(from, source, most, {
    isSound: ({ name, created }) => typeof name === 'string' && typeof created === 'string',
    onChanged() {},
    onGap() {},
  });
  for (const { key, name, created, keep, model } of rows) {
    const kept = keeps.includes(keep as Keep) ? (keep as Keep) : 'preview';
    insert.run(key!, name!, created!, kept, model as string | null);
    known.add(key as number);
    names.collections.set(key as number, name as string);
  }
  for (const [key, name] of names.collections) {
    if (known.has(key)) continue;
    insert.run(key, name, new Date().toISOString(), 'preview', null);
    lost.push(`the options of the collection "${name}": they cannot be read`);
  }
  return lost;
}
