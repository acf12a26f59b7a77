import { VectorsInUseError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { CollectionRecord } from '../contract/collections.ts';
import type { Lacking, MayLack, VersionedVector } from '../contract/vectors.ts';
import { findCollection, getCollection } from './collections.ts';
import { lackingSql } from './listItems.ts';
import { generationKeys, insertVectors } from './putItems.ts';
import type { Rows } from './Rows.ts';

// Each within a transaction of the caller's.

export async function beginGeneration(
  rows: Rows,
  collection: string,
  model: string,
): Promise<CollectionRecord> {
  const { key } = await findCollection(rows, collection, 'FOR UPDATE');
  await rows.rows('UPDATE collections SET next = $2 WHERE key = $1 AND model IS DISTINCT FROM $2', [
    key,
    model,
  ]);
  return getCollection(rows, collection);
}

export async function putVectors(
  rows: Rows,
  collection: string,
  model: string,
  vectors: readonly VersionedVector[],
): Promise<number> {
  const owner = await findCollection(rows, collection, 'FOR SHARE');
  if (![owner.model, owner.next, owner.previous].includes(model) || vectors.length === 0) return 0;
  // What was put anew meanwhile is another picture.
  const found = await rows.rows<{ key: number; n: number }>(
    `SELECT items.key, asked.n::int FROM items
         JOIN unnest($2::text[], $3::text[]) WITH ORDINALITY AS asked(id, version, n)
           ON asked.id = items.id AND asked.version = items.key || '.' || items.revision
       WHERE items.collection = $1 ORDER BY items.id FOR SHARE OF items`,
    [owner.key, vectors.map(({ id }) => id), vectors.map(({ version }) => version)],
  );
  const added = found.map(({ key, n }) => ({ item: key, model, vector: vectors[n - 1]!.vector }));
  return insertVectors(rows, await generationKeys(rows, owner.key, added), added);
}

/** Null, and nothing is changed, where an item lacks a vector that may not. */
export async function switchModel(
  rows: Rows,
  collection: string,
  model: string,
  mayLack: MayLack,
): Promise<CollectionRecord | null> {
  const before = await findCollection(rows, collection, 'FOR UPDATE');
  if (mayLack !== 'any' && (await lacksOne(rows, before.key, model, mayLack))) return null;
  await rows.rows(
    `UPDATE collections SET model = $2, next = nullif(next, $2), previous = model, switched = now()
       WHERE key = $1 AND model IS DISTINCT FROM $2`,
    [before.key, model],
  );
  const isOther = before.model !== model && before.previous !== model;
  if (isOther && before.previous !== null) await unname(rows, before.key, before.previous);
  return getCollection(rows, collection);
}

async function lacksOne(
  rows: Rows,
  owner: number,
  model: string,
  { items, pictureless }: Exclude<MayLack, 'any'>,
): Promise<boolean> {
  const found = await rows.rows(
    `SELECT 1 FROM items
       WHERE collection = $1 AND ${lackingSql('$2')}
         AND NOT EXISTS (SELECT 1 FROM unnest($3::text[]) AS known(version)
           WHERE known.version = items.key || '.' || items.revision)
         AND NOT ($4 AND NOT EXISTS (SELECT 1 FROM images WHERE item = items.key)) LIMIT 1`,
    [owner, model, items.map(({ version }) => version), pictureless],
  );
  return found.length > 0;
}

/** Takes its model from a generation; its vectors go piece by piece (dropped.ts). */
async function unname(rows: Rows, owner: number, model: string): Promise<number | null> {
  const [gone] = await rows.rows<{ key: number }>(
    'UPDATE generations SET model = NULL WHERE collection = $1 AND model = $2 RETURNING key',
    [owner, model],
  );
  return gone?.key ?? null;
}

/** @returns the generation that is to be swept then, if any */
export async function endGeneration(
  rows: Rows,
  collection: string,
  model: string,
): Promise<number | null> {
  const owner = await findCollection(rows, collection, 'FOR UPDATE');
  if (owner.next !== model) return null;
  await rows.rows('UPDATE collections SET next = NULL WHERE key = $1', [owner.key]);
  if (model === owner.model || model === owner.previous) return null;
  return unname(rows, owner.key, model);
}

/** @returns the generation that is to be swept then, if any, and how many vectors it has */
export async function beginDrop(
  rows: Rows,
  collection: string,
  model: string,
): Promise<{ key: number; vectors: number } | null> {
  const owner = await findCollection(rows, collection, 'FOR UPDATE');
  if (owner.model === model) throw new VectorsInUseError(collection, model);
  await rows.rows(
    `UPDATE collections SET next = nullif(next, $2), previous = nullif(previous, $2)
       WHERE key = $1`,
    [owner.key, model],
  );
  const key = await unname(rows, owner.key, model);
  if (key === null) return null;
  const [sum] = await rows.rows<{ vectors: number }>(
    `SELECT coalesce(sum(delta), 0)::bigint AS vectors FROM tallies
       WHERE collection = $1 AND generation = $2`,
    [owner.key, key],
  );
  return { key, vectors: sum!.vectors };
}

/** Which items have no vector of a model. @param inputSide the longer side of its input, in pixels */
export async function lacking(
  rows: Rows,
  collection: string,
  model: string,
  inputSide: number,
): Promise<Lacking> {
  const { key, keep } = await findCollection(rows, collection);
  const named = (kind: string) => `json_build_object(
    'count', count(*) FILTER (WHERE ${kind}),
    'ids', coalesce((array_agg(id ORDER BY key) FILTER (WHERE ${kind}))[1:${limits.filesNamed}], '{}'))`;
  const [found] = await rows.rows<Lacking>(
    `SELECT (count(*) FILTER (WHERE type IS NOT NULL))::int AS embeddable,
         ${named('type IS NULL AND content IS NULL')} AS vectors,
         ${named('type IS NULL AND content IS NOT NULL')} AS unkept,
         ${named('small')} AS "smallPreviews"
       FROM (SELECT items.key, items.id, items.content, images.type,
           CASE WHEN images.side IS NULL THEN $3 <> 'original' AND images.type = 'image/webp'
             ELSE images.side >= ${limits.previewSide} AND images.side < $4 END AS small
         FROM items LEFT JOIN images ON images.item = items.key
         WHERE items.collection = $1 AND ${lackingSql('$2')}) AS lacking`,
    [key, model, keep, inputSide],
  );
  return found!;
}
