import type { DatabaseSync } from 'node:sqlite';

/** Problems of one kind that are named. */
const mostNamed = 100;

/** Tables and what goes with them, each looked through by itself. */
export const tables = [
  'properties',
  'collections',
  'counts',
  'items',
  'vectors',
  'images',
  'files',
  'models',
  'dropping',
  'previews',
] as const;

const triggers = ['item_added', 'item_removed', 'vector_added', 'vector_removed'];

/** What of the schema is not there. */
export function schemaProblems(database: DatabaseSync): string[] {
  const names = database
    .prepare('SELECT name FROM sqlite_schema')
    .all()
    .map((row) => row.name);
  return [...tables, ...triggers]
    .filter((name) => !names.includes(name))
    .map((name) => `the schema lacks ${name}`);
}

/** What is wrong with the pages of the whole database, or of a table and its indexes. */
export function structureProblems(
  database: DatabaseSync,
  { table, quick = false }: { table?: string; quick?: boolean } = {},
): string[] {
  const pragma = quick ? 'quick_check' : 'integrity_check';
  return database
    .prepare(`PRAGMA ${pragma}(${table ?? mostNamed})`)
    .all()
    .flatMap((row) => String(row[pragma]).split('\n'))
    .filter((text) => text !== 'ok' && !text.startsWith('***'))
    .slice(0, mostNamed);
}

/** Rows whose item or collection is not there. */
export function danglingProblems(database: DatabaseSync): string[] {
  return database
    .prepare('PRAGMA foreign_key_check')
    .all()
    .slice(0, mostNamed)
    .map((row) => `${row.table} ${row.rowid} refers to no ${row.parent}`);
}

/** Counts that are kept and are not the numbers of rows. */
export function countProblems(database: DatabaseSync): string[] {
  const items = database
    .prepare(
      `SELECT name, items AS kept,
           (SELECT count(*) FROM items INDEXED BY items_by_collection
              WHERE collection = collections.key) AS found
         FROM collections WHERE kept <> found`,
    )
    .all()
    .map(({ name, kept, found }) => `"${name}" has ${found} items and not ${kept}`);
  const vectors = database
    .prepare(
      `SELECT collection, model, sum(kept) AS kept, sum(found) AS found FROM (
           SELECT collection, model, vectors AS kept, 0 AS found FROM counts
           UNION ALL
           SELECT collection, model, 0, count(*) FROM vectors INDEXED BY vectors_by_model
             GROUP BY collection, model)
         GROUP BY collection, model HAVING sum(kept) <> sum(found)`,
    )
    .all()
    .map(
      ({ collection, model, kept, found }) =>
        `the collection with the key ${collection} has ${found} vectors of the model ${String(model).slice(0, 12)} and not ${kept}`,
    );
  return [...items, ...vectors];
}
