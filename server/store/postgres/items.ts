import { UnknownCollectionError, UnknownItemError } from '../../errors/collections.ts';
import type { ItemRecord, OpenImage, StoredImage } from '../contract/items.ts';
import type { Reached } from '../pictures/Reached.ts';
import { placeOf } from './pictures/objects.ts';
import { getObject, readObject } from './pictures/readObject.ts';
import type { Rows } from './Rows.ts';
import { fromSent } from './vectorBytes.ts';

export interface ItemRow {
  readonly key: number;
  readonly id: string;
  readonly metadata: string;
  readonly content: string | null;
  readonly depth: string | null;
  readonly revision: number;
  readonly created: Date;
  readonly updated: Date;
}

/** A row with what its record tells beside it. */
export interface FullRow extends ItemRow {
  readonly models: string[];
  readonly hasImage: boolean;
}

export const fullColumns = `items.key, items.id, items.metadata, items.content, items.depth,
  items.revision, items.created, items.updated,
  ARRAY(SELECT generations.model FROM vectors JOIN generations ON generations.key = generation
    WHERE item = items.key AND generations.model IS NOT NULL ORDER BY model COLLATE "C") AS models,
  EXISTS (SELECT 1 FROM images WHERE item = items.key) AS "hasImage"`;

/** Keys are never used twice, so neither is a version. */
export const versionOf = ({ key, revision }: Pick<ItemRow, 'key' | 'revision'>): string =>
  `${key}.${revision}`;
/** The same in SQL. */
export const versionSql = "items.key || '.' || items.revision";

export function recordOf(collection: string, row: FullRow): ItemRecord {
  const { id, metadata, models, hasImage, content, depth, created, updated } = row;
  return {
    ...{ collection, id, metadata, models, hasImage, content, depth },
    version: versionOf(row),
    created: created.toISOString(),
    updated: updated.toISOString(),
  };
}

/**
 * Columns of one item, and of what is joined to it.
 * @throws {UnknownCollectionError} {@link UnknownItemError}
 */
export async function findItem<Row extends object>(
  rows: Rows,
  collection: string,
  id: string,
  columns: string,
  { joined = '', lock = '', values = [] as readonly unknown[] } = {},
): Promise<Row> {
  const [row] = await rows.rows<Row>(
    `SELECT ${columns} FROM collections JOIN items ON items.collection = collections.key ${joined}
       WHERE collections.name = $1 AND items.id = $2 ${lock}`,
    [collection, id, ...values],
  );
  if (row !== undefined) return row;
  const [known] = await rows.rows('SELECT 1 FROM collections WHERE name = $1', [collection]);
  throw known === undefined
    ? new UnknownCollectionError(collection)
    : new UnknownItemError(collection, id);
}

export const getItem = async (rows: Rows, collection: string, id: string): Promise<ItemRecord> =>
  recordOf(collection, await findItem<FullRow>(rows, collection, id, fullColumns));

export async function getVector(
  rows: Rows,
  collection: string,
  id: string,
  model: string,
): Promise<Float32Array | null> {
  const { sent } = await findItem<{ sent: Buffer | null }>(
    rows,
    collection,
    id,
    'vector_send(vectors.vector) AS sent',
    {
      joined: `LEFT JOIN generations
          ON generations.collection = collections.key AND generations.model = $3
        LEFT JOIN vectors ON item = items.key AND generation = generations.key`,
      values: [model],
    },
  );
  return sent === null ? null : fromSent(sent);
}

const joined = 'LEFT JOIN images ON images.item = items.key';

interface ImageRow {
  readonly type: string | null;
  /** Null where the picture is in the row. */
  readonly object: string | null;
  readonly length: number;
}

/** @param place where pictures are that are not in the database */
export async function getImage(
  rows: Rows,
  place: Reached | null,
  collection: string,
  id: string,
): Promise<StoredImage | null> {
  for (;;) {
    const row = await findItem<ImageRow & { data: Buffer }>(
      rows,
      collection,
      id,
      'images.type, images.data, images.object, images.length',
      { joined },
    );
    const { type, data, object, length } = row;
    if (type === null) return null;
    if (object === null) return { type, bytes: plain(data) };
    const bytes = await getObject(rows, placeOf(place), { collection, id, object, length });
    // Otherwise there is another one by now.
    if (bytes !== null) return { type, bytes };
  }
}

/** @param place where pictures are that are not in the database */
export async function openImage(
  rows: Rows,
  place: Reached | null,
  collection: string,
  id: string,
): Promise<OpenImage | null> {
  const columns = `items.key, revision, images.type, images.object,
    coalesce(images.length, octet_length(images.data)) AS length`;
  const { key, revision, type, object, length } = await findItem<
    ImageRow & { key: number; revision: number }
  >(rows, collection, id, columns, { joined });
  if (type === null) return null;
  if (object !== null) {
    const named = { collection, id, object, length };
    const there = placeOf(place);
    return { type, length, read: (from, most) => readObject(rows, there, named, from, most) };
  }
  async function read(from: number, most: number): Promise<Uint8Array | null> {
    // The first byte has the number 1.
    const [found] = await rows.rows<{ piece: Buffer }>(
      `SELECT substring(data FROM $3 FOR $4) AS piece FROM images JOIN items ON key = item
         WHERE key = $1 AND revision = $2`,
      [key, revision, from + 1, most],
    );
    return found === undefined ? null : plain(found.piece);
  }
  return { type, length, read };
}

const plain = ({ buffer, byteOffset, byteLength }: Buffer) =>
  new Uint8Array(buffer, byteOffset, byteLength);
