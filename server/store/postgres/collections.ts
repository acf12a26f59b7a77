import { ProtectedCollectionError, UnknownCollectionError } from '../../errors/collections.ts';
import type { CollectionOptions, CollectionRecord, Keep } from '../contract/collections.ts';
import { defaultCollection } from '../contract/collections.ts';
import type { Rows } from './Rows.ts';

export interface CollectionRow {
  readonly key: number;
  readonly name: string;
  readonly created: Date;
  readonly keep: Keep;
  readonly model: string | null;
  readonly next: string | null;
  readonly previous: string | null;
  readonly switched: Date | null;
}

/** What holds off others until the transaction's end: who puts in shares, who changes models does not. */
export type Lock = 'FOR SHARE' | 'FOR UPDATE';

/** @throws {UnknownCollectionError} */
export async function findCollection(
  rows: Rows,
  name: string,
  lock: Lock | '' = '',
): Promise<CollectionRow> {
  const [row] = await rows.rows<CollectionRow>(
    `SELECT key, name, created, keep, model, next, previous, switched
       FROM collections WHERE name = $1 ${lock}`,
    [name],
  );
  if (row === undefined) throw new UnknownCollectionError(name);
  return row;
}

interface CountedRow extends CollectionRow {
  readonly items: number;
  readonly vectors: Record<string, number> | null;
}

/** Records of all collections, or of one. */
async function records(rows: Rows, name?: string): Promise<CollectionRecord[]> {
  const found = await rows.rows<CountedRow>(
    `SELECT name, created, keep, model, next, previous, switched,
         (SELECT coalesce(sum(delta), 0)::bigint FROM tallies
            WHERE collection = collections.key AND generation IS NULL) AS items,
         (SELECT json_object_agg(counts.model, counts.vectors ORDER BY counts.model COLLATE "C") FROM (
            SELECT generations.model, sum(delta)::bigint AS vectors
              FROM generations JOIN tallies
                ON tallies.collection = generations.collection AND generation = generations.key
              WHERE generations.collection = collections.key AND generations.model IS NOT NULL
              GROUP BY generations.model HAVING sum(delta) > 0) AS counts) AS vectors
       FROM collections WHERE ${name === undefined ? 'name IS NOT NULL' : 'name = $1'} ORDER BY name`,
    name === undefined ? [] : [name],
  );
  return found.map(({ created, switched, vectors, ...row }) => ({
    ...row,
    created: created.toISOString(),
    switched: switched?.toISOString() ?? null,
    vectors: vectors ?? {},
  }));
}

export const listCollections = (rows: Rows): Promise<CollectionRecord[]> => records(rows);

/** @throws {UnknownCollectionError} */
export async function getCollection(rows: Rows, name: string): Promise<CollectionRecord> {
  const [record] = await records(rows, name);
  if (record === undefined) throw new UnknownCollectionError(name);
  return record;
}

export async function putCollection(rows: Rows, name: string, { keep }: CollectionOptions) {
  const made = await rows.rows(
    `INSERT INTO collections (name, keep) VALUES ($1, coalesce($2, 'preview'))
       ON CONFLICT (name) DO NOTHING RETURNING key`,
    [name, keep ?? null],
  );
  const created = made.length > 0;
  if (!created && keep !== undefined)
    await rows.rows('UPDATE collections SET keep = $2 WHERE name = $1', [name, keep]);
  return { created, collection: await getCollection(rows, name) };
}

/** Takes its name from it; what is in it goes piece by piece (dropped.ts). */
export async function deleteCollection(rows: Rows, name: string): Promise<void> {
  const { key } = await findCollection(rows, name, 'FOR UPDATE');
  if (name === defaultCollection) throw new ProtectedCollectionError(name);
  await rows.rows('UPDATE collections SET name = NULL WHERE key = $1', [key]);
}
