import { PictureLostError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { FileOutcome, FileWrite, FollowedFile } from '../contract/files.ts';
import type { JsonText, NewImage } from '../contract/items.ts';
import { followMetadata } from '../followMetadata.ts';
import { setMetadata } from './changeItems.ts';
import { copiesOf, type Picture } from './copies.ts';
import { type ItemRow, versionOf } from './items.ts';
import type { Objects } from './pictures/followPictures.ts';
import { asObject, inRow, type KeptImage } from './pictures/objects.ts';
import { lockForPut, type PlacedItem, putItems } from './putItems.ts';
import type { Rows } from './Rows.ts';

export interface FollowingState extends ItemRow {
  /** What the folder said of it when that was last taken over. */
  readonly said: JsonText | null;
}

/** The rows of items by their ids, which stay as they are until the transaction's end. */
export async function lockItems(
  rows: Rows,
  owner: number,
  ids: readonly string[],
): Promise<Map<string, FollowingState>> {
  const found = await rows.rows<FollowingState>(
    `SELECT items.key, items.id, items.metadata, items.content, items.depth, items.revision,
         items.created, items.updated, files.metadata AS said
       FROM items LEFT JOIN files ON files.item = items.key
       WHERE items.collection = $1 AND items.id = ANY($2) ORDER BY items.id FOR UPDATE OF items`,
    [owner, ids],
  );
  return new Map(found.map((row) => [row.id, row]));
}

/** An item's metadata with what the folder says of it now; null if that is too much. */
export function metadataOf(
  row: FollowingState | undefined,
  { metadata }: FollowedFile,
): JsonText | null {
  const merged = followMetadata(row?.metadata ?? '{}', row?.said ?? '{}', metadata);
  return Buffer.byteLength(merged) > limits.metadataBytes ? null : merged;
}

export async function noteFiles(
  rows: Rows,
  owner: number,
  files: readonly { readonly item: number; readonly file: FollowedFile }[],
): Promise<void> {
  await rows.rows(
    `INSERT INTO files (item, collection, folder, stamp, metadata)
       SELECT item, $1, folder, stamp, metadata FROM
         unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
           AS f(item, folder, stamp, metadata)
       ON CONFLICT (item) DO UPDATE SET folder = excluded.folder, stamp = excluded.stamp,
         metadata = excluded.metadata`,
    [
      owner,
      files.map(({ item }) => item),
      files.map(({ file }) => file.folder),
      files.map(({ file }) => file.stamp),
      files.map(({ file }) => file.metadata),
    ],
  );
}

/** Somebody has put in an item in the place of one that was not there: to be looked at anew. */
class Overtaken extends Error {
  readonly code = '40001';
}

/**
 * Within a transaction, which is to be begun again where it conflicts with another.
 * @param objects that have been written for it
 */
export async function followFiles(
  rows: Rows,
  collection: string,
  files: readonly FileWrite[],
  objects: Objects,
): Promise<FileOutcome[]> {
  // The collection's models stay; which of them a picture is of, each tells by itself.
  const owner = await lockForPut(rows, collection, firstModel(files));
  const outcomes: FileOutcome[] = [];
  // What an earlier one writes, a later one may be about, or be copied from.
  for (const some of inIndependentParts(files)) {
    const known = await lockItems(
      rows,
      owner.key,
      some.map(({ id }) => id),
    );
    const copies = await copiesOf(
      rows,
      owner.key,
      some.flatMap(({ picture }) => (picture !== null && 'version' in picture ? [picture] : [])),
    );
    const steps = some.map((write) =>
      planned(write, known.get(write.id), { collection, copies, object: objects.get(write) }),
    );
    const puts = steps.flatMap(({ put }) => (put === undefined ? [] : [put]));
    const put = await putItems(rows, owner, puts);
    for (const [i, { created }] of put.entries())
      if (created === known.has(puts[i]!.id)) throw new Overtaken();
    for (const { patch } of steps)
      if (patch !== undefined) await setMetadata(rows, patch.key, patch.metadata);
    const keys = await lockItems(
      rows,
      owner.key,
      steps.flatMap(({ outcome, write }) => (outcome === 'done' ? [write.id] : [])),
    );
    const done = some.flatMap(({ id, file }) => {
      const row = keys.get(id);
      return row === undefined ? [] : [{ item: row.key, file }];
    });
    await noteFiles(rows, owner.key, done);
    outcomes.push(...steps.map(({ outcome }) => outcome));
  }
  return outcomes;
}

interface Step {
  readonly write: FileWrite;
  readonly outcome: FileOutcome;
  readonly put?: PlacedItem;
  readonly patch?: { readonly key: number; readonly metadata: JsonText };
}

/** What there is for a file: `object` is what has been written for it. */
interface Had {
  readonly collection: string;
  readonly copies: ReadonlyMap<string, Picture>;
  readonly object: string | undefined;
}

/** What is to be done about one file. */
function planned(write: FileWrite, row: FollowingState | undefined, had: Had): Step {
  const { id, expected, file, picture } = write;
  if ((row === undefined ? null : versionOf(row)) !== expected)
    return { write, outcome: 'overtaken' };
  const metadata = metadataOf(row, file);
  if (metadata === null) return { write, outcome: 'metadata' };
  if (picture === null) {
    if (row === undefined) return { write, outcome: 'overtaken' };
    const patch = metadata === row.metadata ? undefined : { key: row.key, metadata };
    return { write, outcome: 'done', ...(patch && { patch }) };
  }
  if (!('version' in picture)) {
    const image = picture.image && placed(picture.image, had.object);
    return { write, outcome: 'done', put: { id, metadata, ...picture, image } };
  }
  const parts = had.copies.get(picture.version);
  if (parts === undefined) return { write, outcome: 'overtaken' };
  const image = parts.image && copied(parts.image, picture.id, had);
  return { write, outcome: 'done', put: { id, metadata, ...parts, image } };
}

const placed = (image: NewImage, object: string | undefined): KeptImage =>
  object === undefined ? inRow(image) : asObject(image, object);

/** Objects are never shared: an item has a copy. */
function copied(image: KeptImage, id: string, { collection, object }: Had): KeptImage {
  if (image.object === null) return image;
  if (object === undefined)
    throw new PictureLostError(collection, id, image.object, 'is not there to be copied');
  return { ...image, object };
}

/** The model of the first picture that comes with its vector. */
function firstModel(files: readonly FileWrite[]): string | undefined {
  for (const { picture } of files)
    if (picture !== null && 'vectors' in picture) return picture.vectors[0]?.model;
  return undefined;
}

function* inIndependentParts(files: readonly FileWrite[]): Generator<FileWrite[]> {
  let part: FileWrite[] = [];
  let written = new Set<string>();
  for (const write of files) {
    const source = write.picture !== null && 'version' in write.picture ? write.picture.id : '';
    if (written.has(write.id) || written.has(source)) {
      yield part;
      part = [];
      written = new Set();
    }
    part.push(write);
    written.add(write.id);
  }
  if (part.length > 0) yield part;
}
