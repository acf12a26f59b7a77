import { ItemExistsError, ModelChangedError } from '../../errors/collections.ts';
import type { NewItem, PutResult } from '../contract/items.ts';
import { type CollectionRow, findCollection } from './collections.ts';
import { documentOf } from './document.ts';
import { type ItemRow, recordOf } from './items.ts';
import type { KeptImage } from './pictures/objects.ts';
import { Parameters, type Rows } from './Rows.ts';
import { toParameter } from './vectorBytes.ts';

/** An item whose picture is where it is to be. */
export type PlacedItem = Omit<NewItem, 'image'> & { readonly image: KeptImage | null };

/**
 * A collection whose models stay what they are until the transaction's end. One without vectors takes
 * the model of what comes first.
 */
export async function lockForPut(
  rows: Rows,
  name: string,
  first: string | undefined,
): Promise<CollectionRow> {
  const seen = await findCollection(rows, name);
  if (first === undefined || seen.model === first) {
    const locked = await findCollection(rows, name, 'FOR SHARE');
    if (first === undefined || locked.model === first) return locked;
  }
  const { key } = await findCollection(rows, name, 'FOR UPDATE');
  await rows.rows(
    `UPDATE collections
       SET model = $1, next = nullif(next, $1), previous = CASE model WHEN $1 THEN previous END
       WHERE key = $2 AND NOT EXISTS (
         SELECT 1 FROM vectors JOIN generations ON generations.key = generation
           WHERE generations.collection = $2 AND generations.model = collections.model)`,
    [first, key],
  );
  return findCollection(rows, name);
}

/**
 * Whether an item can be put into the collection as it is.
 * @returns its vectors of the collection's models
 * @throws {ModelChangedError} where that of the first is not among them
 */
function currentVectors(item: PlacedItem, { name, model, next, previous }: CollectionRow) {
  const vectors = item.vectors.filter((one) => [model, next, previous].includes(one.model));
  if (!vectors.some((one) => one.model === model)) throw new ModelChangedError(name);
  if (new Set(vectors.map((one) => one.model)).size < vectors.length)
    throw new TypeError(`The item "${item.id}" has two vectors of one model.`);
  return vectors;
}

/** Puts items into a collection that is locked for it; of one id the last counts. */
export async function putItems(
  rows: Rows,
  owner: CollectionRow,
  items: readonly PlacedItem[],
): Promise<PutResult[]> {
  const planned = items.map((item) => ({ ...item, vectors: currentVectors(item, owner) }));
  const results = new Map<PlacedItem, PutResult>();
  for (let rest = planned; rest.length > 0; ) {
    // One statement changes a row once only.
    const first = new Map(rest.toReversed().map((item) => [item.id, item]));
    const some = rest.filter((item) => first.get(item.id) === item);
    for (const [i, result] of (await putSome(rows, owner, some)).entries())
      results.set(some[i]!, result);
    rest = rest.filter((item) => first.get(item.id) !== item);
  }
  return planned.map((item) => results.get(item)!);
}

async function putSome(
  rows: Rows,
  owner: CollectionRow,
  items: readonly PlacedItem[],
): Promise<PutResult[]> {
  const put = await rows.rows<ItemRow>(
    // Keys in the order of the items, rows in that of their ids: so that no two transactions wait for
    // each other.
    `INSERT INTO items (key, collection, id, metadata, document, content, depth)
       SELECT key, $1, id, metadata, document, content, depth FROM (
         SELECT nextval(pg_get_serial_sequence('items', 'key')) AS key, new.*
           FROM unnest($2::text[], $3::text[], $4::text[]::jsonb[], $5::text[], $6::text[])
             AS new(id, metadata, document, content, depth)) AS numbered
       ORDER BY id COLLATE "C"
       ON CONFLICT (collection, id) DO UPDATE
         SET metadata = excluded.metadata, document = excluded.document,
           content = excluded.content, depth = excluded.depth,
           revision = items.revision + 1, updated = now()
       RETURNING key, id, metadata, content, depth, revision, created, updated`,
    [
      owner.key,
      items.map(({ id }) => id),
      items.map(({ metadata }) => metadata),
      items.map(({ metadata }) => documentOf(metadata)),
      items.map(({ content }) => content),
      items.map(({ depth }) => depth),
    ],
  );
  const byId = new Map(put.map((row) => [row.id, row]));
  const placed = items.map((item) => ({ item, row: byId.get(item.id)! }));
  // What a transaction has done so far is undone with it.
  const taken = placed.find(({ item, row }) => item.onlyIfNew && row.revision > 1);
  if (taken !== undefined) throw new ItemExistsError(owner.name, taken.item.id);
  const replaced = put.filter(({ revision }) => revision > 1).map(({ key }) => key);
  if (replaced.length > 0)
    for (const table of ['vectors', 'images', 'files'])
      await rows.rows(`DELETE FROM ${table} WHERE item = ANY($1)`, [replaced]);
  await insertVectors(
    rows,
    await generationKeys(
      rows,
      owner.key,
      items.flatMap(({ vectors }) => vectors),
    ),
    placed.flatMap(({ item, row }) =>
      item.vectors.map(({ model, vector }) => ({ item: row.key, model, vector })),
    ),
  );
  for (const { item, row } of placed) {
    if (item.image === null) continue;
    await insertImage(rows, row.key, item.image);
  }
  return placed.map(({ item, row }) => ({
    created: row.revision === 1,
    item: recordOf(owner.name, {
      ...row,
      models: item.vectors.map(({ model }) => model).sort(),
      hasImage: item.image !== null,
    }),
  }));
}

export async function insertImage(
  rows: Rows,
  item: number,
  { type, side, bytes, object, length }: KeptImage,
): Promise<void> {
  const data = bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  await rows.rows(
    `INSERT INTO images (item, type, side, data, object, length) VALUES ($1, $2, $3, $4, $5, $6)`,
    [item, type, side, data, object, object === null ? null : length],
  );
}

/** The keys of generations by their models; of those that are new, made. */
export async function generationKeys(
  rows: Rows,
  collection: number,
  vectors: readonly { readonly model: string; readonly vector: Float32Array }[],
): Promise<ReadonlyMap<string, number>> {
  const dimensions = new Map(vectors.map(({ model, vector }) => [model, vector.length]));
  const models = [...dimensions.keys()].sort();
  const find = async () => {
    const found = await rows.rows<{ model: string; key: number }>(
      'SELECT model, key FROM generations WHERE collection = $1 AND model = ANY($2)',
      [collection, models],
    );
    return new Map(found.map(({ model, key }) => [model, key]));
  };
  const known = await find();
  if (models.every((model) => known.has(model))) return known;
  await rows.rows(
    `INSERT INTO generations (collection, model, dimensions)
       SELECT $1, * FROM unnest($2::text[], $3::int[]) ON CONFLICT DO NOTHING`,
    [collection, models, models.map((model) => dimensions.get(model))],
  );
  return find();
}

export interface NewVector {
  /** The item's key. */
  readonly item: number;
  readonly model: string;
  readonly vector: Float32Array;
}

/** Adds those that are not there; resolves to their number. */
export async function insertVectors(
  rows: Rows,
  generations: ReadonlyMap<string, number>,
  vectors: readonly NewVector[],
): Promise<number> {
  if (vectors.length === 0) return 0;
  const parameters = new Parameters();
  const values = vectors.map(({ item, model, vector }) => {
    const [a, b] = [parameters.add(item), parameters.add(generations.get(model))];
    return `(${a}::bigint, ${b}::int, ${parameters.add(toParameter(vector))}::vector)`;
  });
  const added = await rows.rows(
    `INSERT INTO vectors (item, generation, vector) VALUES ${values.join()}
       ON CONFLICT (item, generation) DO NOTHING RETURNING 1`,
    parameters.values,
  );
  return added.length;
}
