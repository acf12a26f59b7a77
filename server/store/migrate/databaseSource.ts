import type { Reached } from '../pictures/Reached.ts';
import type { Connections } from '../postgres/Connections.ts';
import { getCollection, listCollections } from '../postgres/collections.ts';
import { placeOf } from '../postgres/pictures/objects.ts';
import { getObject } from '../postgres/pictures/readObject.ts';
import type { Rows } from '../postgres/Rows.ts';
import { fromSent } from '../postgres/vectorBytes.ts';
import { toBytes } from '../vectors.ts';
import { type MovedItem, page, type Source } from './Archive.ts';
import { refuseUnderWay } from './refuseUnderWay.ts';

interface Row {
  readonly key: number;
  readonly id: string;
  readonly metadata: string;
  readonly content: string | null;
  readonly depth: string | null;
  readonly revision: number;
  readonly created: Date;
  readonly updated: Date;
  readonly models: string[];
  readonly vectors: Buffer[];
  readonly type: string | null;
  readonly side: number | null;
  readonly data: Buffer | null;
  readonly object: string | null;
  readonly length: number;
  readonly folder: string | null;
  readonly stamp: string;
  readonly told: string;
}

/**
 * A database as it is now, whatever its servers go on to write.
 * @param place where pictures are that are not in it
 */
export async function databaseSource(
  connections: Connections,
  place: Reached | null,
): Promise<Source> {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin, reject } = Promise.withResolvers<Rows>();
  const { signal } = new AbortController();
  // One transaction from the first look to the last.
  const reading = connections.alone(async (rows) => {
    await rows.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await rows.rows('SET LOCAL idle_in_transaction_session_timeout = 0');
    begin(rows);
    await over;
  }, signal);
  reading.catch(reject);
  const rows = await begun;
  const property = async (name: string) =>
    (await rows.rows<{ value: string }>('SELECT value FROM properties WHERE name = $1', [name]))[0]
      ?.value ?? null;
  const close = async () => {
    end();
    await reading;
  };
  try {
    refuseUnderWay(await property('activation'));
    const identity = await property('database');
    const names = await rows.rows<{ digest: string; name: string }>('TABLE models');
    return {
      identity: identity!,
      names: async () => ({
        serving: await property('serving'),
        models: new Map(names.map(({ digest, name }) => [digest, name])),
      }),
      collections: async () =>
        (await listCollections(rows)).map(({ items: _items, vectors: _vectors, ...rest }) => rest),
      count: async (collection) => (await getCollection(rows, collection)).items,
      items: (collection, after) => itemsAfter(rows, place, collection, after),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function itemsAfter(
  rows: Rows,
  place: Reached | null,
  collection: string,
  after: number,
): Promise<MovedItem[]> {
  const of = `FROM vectors JOIN generations ON generations.key = generation
    WHERE item = items.key AND generations.model IS NOT NULL ORDER BY model COLLATE "C"`;
  const found = await rows.rows<Row>(
    `WITH taken AS MATERIALIZED (
         SELECT key, sum(bytes) OVER (ORDER BY key) - bytes AS before FROM (
           SELECT items.key, coalesce(length, octet_length(data), 0) AS bytes
             FROM items JOIN collections ON collections.key = items.collection
               LEFT JOIN images ON item = items.key
             WHERE name = $1 AND items.key > $2 ORDER BY items.key LIMIT ${page.items}) AS sizes)
     SELECT items.key, items.id, items.metadata, items.content, items.depth, items.revision,
         items.created, items.updated, ARRAY(SELECT generations.model ${of}) AS models,
         ARRAY(SELECT vector_send(vectors.vector) ${of}) AS vectors,
         images.type, images.side, images.data, images.object, images.length,
         files.folder, files.stamp, files.metadata AS told
       FROM taken JOIN items USING (key) LEFT JOIN images ON images.item = items.key
         LEFT JOIN files ON files.item = items.key
       WHERE before < ${page.bytes} ORDER BY items.key`,
    [collection, after],
  );
  return Promise.all(
    found.map(async (row) => ({
      ...{ key: row.key, id: row.id, metadata: row.metadata, content: row.content },
      ...{ depth: row.depth, revision: row.revision },
      created: row.created.toISOString(),
      updated: row.updated.toISOString(),
      vectors: row.models.map((model, i) => ({ model, data: toBytes(fromSent(row.vectors[i]!)) })),
      image: await imageOf(rows, place, collection, row),
      file:
        row.folder === null ? null : { folder: row.folder, stamp: row.stamp, metadata: row.told },
    })),
  );
}

async function imageOf(
  rows: Rows,
  place: Reached | null,
  collection: string,
  { id, type, side, data, object, length }: Row,
): Promise<MovedItem['image']> {
  if (type === null) return null;
  if (object === null) return { type, side, data: data! };
  // What this transaction sees it named by stays so.
  const bytes = await getObject(rows, placeOf(place), { collection, id, object, length });
  return { type, side, data: bytes! };
}
