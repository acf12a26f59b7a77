import type { DatabaseSync } from 'node:sqlite';
import { isUnreadable } from '../database.ts';
import { copyCollections } from './copyCollections.ts';
import { type CopiedRows, copyRows } from './copyRows.ts';
import { type Names, namesOf } from './names.ts';

/** Keys to look for, for each page of the file, where it can't be read how many were given out. */
const keysOfPage = 64;

const unreadable = 'it cannot be read';
const changedSince = 'it is not what was written';

/** Numbers of what was copied, and what was not, a line each. */
export interface Salvaged {
  readonly items: number;
  readonly vectors: number;
  readonly images: number;
  readonly lost: readonly string[];
}

/**
 * Copies what can be read of a damaged database into a new one. An item whose vector or picture is
 * damaged is copied without that; what belongs to an item that is lost is lost with it.
 */
export function copyReadable(
  from: DatabaseSync,
  to: DatabaseSync,
  onProgress: (text: string) => void,
): Salvaged {
  const names = namesOf(from);
  const given = sequencesOf(from);
  const leastKeys = keysOfPage * (from.prepare('PRAGMA page_count').get()!.page_count as number);
  const most = (table: string, known: Iterable<number>) =>
    given.get(table) ?? Math.max(leastKeys, ...known);
  const lost = copyCollections(from, to, names, most('collections', names.collections.keys()));

  const newestItem = most('items', names.items.keys());
  const items = copyRows(from, to, 'items', newestItem, {
    belongs: ({ collection }) => names.collections.has(collection as number),
    onProgress,
  });
  for (const [key, { collection, id }] of items.changed) {
    const name = names.items.get(key) ?? names.itemName(collection as number, String(id));
    lost.push(`${name}: ${changedSince}`);
  }
  for (const [key, name] of names.items) {
    if (!items.copied.has(key) && !items.changed.has(key)) lost.push(`${name}: ${unreadable}`);
  }
  lost.push(...unnamed('items', items, names.items));
  lost.push(...uncounted(from, names, items));

  const nameOf = nameItems(to);
  const vectorName = (item: number, model: string) =>
    `the vector of ${nameOf(item)} by the model ${model.slice(0, 12)}`;
  const vectors = copyRows(from, to, 'vectors', most('vectors', names.vectors.keys()), {
    belongs: ({ item }) => items.copied.has(item as number),
    onProgress,
  });
  for (const { item, model } of vectors.changed.values())
    if (items.copied.has(item as number))
      lost.push(`${vectorName(item as number, String(model))}: ${changedSince}`);
  for (const [key, { item, model }] of names.vectors) {
    if (!items.copied.has(item) || vectors.copied.has(key) || vectors.changed.has(key)) continue;
    lost.push(`${vectorName(item, model)}: ${unreadable}`);
  }
  lost.push(...unnamed('vectors', vectors, names.vectors));
  lost.push(...ofNobody('vector', vectors, items, names));

  const images = copyRows(from, to, 'images', newestItem, {
    belongs: ({ item }) => items.copied.has(item as number),
    onProgress,
  });
  lost.push(...ofNobody('kept picture', images, items, names));
  for (const item of images.changed.keys())
    if (items.copied.has(item)) lost.push(`the kept picture of ${nameOf(item)}: ${changedSince}`);
  if (images.gaps.length + images.changed.size > 0) {
    for (const item of withoutPicture(to)) {
      if (!images.changed.has(item))
        lost.push(`the kept picture of ${nameOf(item)}, if it had one: ${unreadable}`);
    }
  }
  return {
    items: items.copied.size,
    vectors: vectors.copied.size,
    images: images.copied.size,
    lost,
  };
}

/** Rows of items that are not there at all; those of items that are lost are lost with them. */
const ofNobody = (what: string, { orphans }: CopiedRows, items: CopiedRows, names: Names) =>
  orphans
    .map((row) => row.item as number)
    .filter((item) => !names.items.has(item) && !items.changed.has(item))
    .map((item) => `a ${what} of an item with the key ${item}: there is no such item`);

/** What may be lost that no index knows of: keys that can't be read, which may be of deleted rows. */
function unnamed(
  what: string,
  { gaps }: CopiedRows,
  known: ReadonlyMap<number, unknown>,
): string[] {
  const ranges: [first: number, last: number][] = [];
  for (const [first, last] of gaps) {
    for (let key = first; key <= last; key++) {
      if (known.has(key)) continue;
      const before = ranges.at(-1);
      if (before?.[1] === key - 1) before[1] = key;
      else ranges.push([key, key]);
    }
  }
  return ranges.map(
    ([first, last]) =>
      `${what} with keys from ${first} to ${last}, if there were any: ${unreadable}`,
  );
}

/** How many were counted, where not all of them are copied: those that are named may not be all. */
function uncounted(from: DatabaseSync, names: Names, { copied }: CopiedRows): string[] {
  const select = from.prepare('SELECT items FROM collections WHERE key = ?');
  const counts = names.collections
    .keys()
    .map((key) => attempt(() => select.get(key)?.items as number | undefined) ?? 0);
  const counted = counts.reduce((sum, count) => sum + count, 0);
  const lost = counted - copied.size;
  return lost > 0
    ? [`${lost} of ${counted} items in all, those that have names above included`]
    : [];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** Largest keys that were given out, by table; none if that can't be read. */
function sequencesOf(database: DatabaseSync): Map<string, number> {
  const rows = attempt(() => database.prepare('SELECT name, seq FROM sqlite_sequence').all());
  return new Map(rows?.map(({ name, seq }) => [name as string, seq as number]));
}

/** Items that came as pictures and have none. */
const withoutPicture = (database: DatabaseSync): number[] =>
  database
    .prepare(
      `SELECT key FROM items WHERE content IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM images WHERE item = items.key)`,
    )
    .all()
    .map(({ key }) => key as number);

function nameItems(database: DatabaseSync): (key: number) => string {
  const select = database.prepare(
    `SELECT items.id, collections.name FROM items JOIN collections
       ON collections.key = items.collection WHERE items.key = ?`,
  );
  return (key) => {
    const row = select.get(key);
    return `the item "${row?.id}" of "${row?.name}"`;
  };
}
