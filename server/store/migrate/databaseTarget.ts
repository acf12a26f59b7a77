import { MigrationTargetError } from '../../errors/start.ts';
import type { Reached } from '../pictures/Reached.ts';
import type { Connections } from '../postgres/Connections.ts';
import { documentOf } from '../postgres/document.ts';
import { noteFiles } from '../postgres/followFiles.ts';
import type { KeptImage } from '../postgres/pictures/objects.ts';
import { all, Uploads } from '../postgres/pictures/Uploads.ts';
import { generationKeys, insertImage, insertVectors } from '../postgres/putItems.ts';
import type { Rows } from '../postgres/Rows.ts';
import { fromBytes } from '../vectors.ts';
import type { MovedItem, Target } from './Archive.ts';
import { databaseSource } from './databaseSource.ts';

/**
 * An empty database, or one that was begun to be filled from the same source.
 * @param place where pictures go; null where that is the database
 * @throws {MigrationTargetError}
 */
export async function databaseTarget(
  connections: Connections,
  from: string,
  place: Reached | null,
): Promise<Target> {
  await connections.transaction(async (rows) => {
    const [mark] = await rows.rows<{ value: string }>(
      "SELECT value FROM properties WHERE name = 'migration'",
    );
    const held = await rows.rows(
      "SELECT 1 FROM items UNION ALL SELECT 1 FROM collections WHERE name <> 'default' LIMIT 1",
    );
    if (mark === undefined ? held.length > 0 : mark.value !== from)
      throw new MigrationTargetError(`The database ${connections.place}`);
    await rows.rows("INSERT INTO properties VALUES ('migration', $1) ON CONFLICT DO NOTHING", [
      from,
    ]);
  });
  return {
    async lastKey(name) {
      const [last] = await connections.rows<{ key: number }>(
        `SELECT coalesce(max(items.key), 0) AS key
           FROM items JOIN collections ON collections.key = items.collection WHERE name = $1`,
        [name],
      );
      return last!.key;
    },
    async putCollection({ name, created, keep, model, next, previous, switched }) {
      await connections.rows(
        `INSERT INTO collections (name, created, keep, model, next, previous, switched)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (name) DO UPDATE SET created = excluded.created, keep = excluded.keep,
             model = excluded.model, next = excluded.next, previous = excluded.previous,
             switched = excluded.switched`,
        [name, created, keep, model, next, previous, switched],
      );
    },
    async putItems(name, items) {
      const uploads = place && new Uploads(place);
      try {
        const images = await all(items.map(({ image }) => placed(image, uploads)));
        await connections.transaction((rows) => putItems(rows, name, items, images));
      } catch (error) {
        await uploads?.undo(error);
        throw error;
      }
    },
    read: () => databaseSource(connections, place),
    finish: ({ serving, models }) =>
      connections.transaction(async (rows) => {
        await rows.rows(
          `SELECT setval(pg_get_serial_sequence('items', 'key'),
             (SELECT greatest(coalesce(max(key), 0), 1) FROM items))`,
        );
        await rows.rows('INSERT INTO models SELECT * FROM unnest($1::text[], $2::text[])', [
          [...models.keys()],
          [...models.values()],
        ]);
        if (serving !== null)
          await rows.rows("INSERT INTO properties VALUES ('serving', $1)", [serving]);
        await rows.rows("DELETE FROM properties WHERE name = 'migration'");
      }),
    async close() {},
  };
}

async function placed(
  image: MovedItem['image'],
  uploads: Uploads | null,
): Promise<KeptImage | null> {
  if (image === null) return null;
  const { type, side, data } = image;
  const object = uploads && (await uploads.put(data));
  return { type, side, bytes: object === null ? data : null, object, length: data.byteLength };
}

async function putItems(
  rows: Rows,
  name: string,
  items: readonly MovedItem[],
  images: readonly (KeptImage | null)[],
): Promise<void> {
  const [owner] = await rows.rows<{ key: number }>('SELECT key FROM collections WHERE name = $1', [
    name,
  ]);
  const { key } = owner!;
  const column = (of: keyof MovedItem) => items.map((item) => item[of]);
  await rows.rows(
    `INSERT INTO items (collection, key, id, metadata, document, content, depth, revision, created, updated)
       SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]::jsonb[],
         $6::text[], $7::text[], $8::int[], $9::timestamptz[], $10::timestamptz[])`,
    [
      ...[key, column('key'), column('id'), column('metadata')],
      items.map(({ metadata }) => documentOf(metadata)),
      ...[column('content'), column('depth'), column('revision')],
      ...[column('created'), column('updated')],
    ],
  );
  const vectors = items.flatMap((item) =>
    item.vectors.map(({ model, data }) => ({ item: item.key, model, vector: fromBytes(data) })),
  );
  await insertVectors(rows, await generationKeys(rows, key, vectors), vectors);
  for (const [i, image] of images.entries())
    if (image !== null) await insertImage(rows, items[i]!.key, image);
  const files = items.flatMap(({ key: item, file }) => (file === null ? [] : [{ item, file }]));
  await noteFiles(rows, key, files);
}
