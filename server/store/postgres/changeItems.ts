import { setTimeout as sleep } from 'node:timers/promises';
import { MetadataInvalidError, TooSlowError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { ItemRecord, JsonText } from '../contract/items.ts';
import type { Filter } from '../filter/filter.ts';
import { mergePatch } from '../mergePatch.ts';
import type { Patience } from '../slices.ts';
import type { Connections } from './Connections.ts';
import { findCollection } from './collections.ts';
import { documentOf } from './document.ts';
import { filterSql } from './filterSql.ts';
import { findItem, getItem } from './items.ts';
import { Parameters, type Rows } from './Rows.ts';

/** Within a transaction. */
export async function patchMetadata(
  rows: Rows,
  collection: string,
  id: string,
  patch: JsonText,
): Promise<ItemRecord> {
  const { key, metadata } = await findItem<{ key: number; metadata: string }>(
    rows,
    collection,
    id,
    'items.key, items.metadata',
    { lock: 'FOR UPDATE OF items' },
  );
  const merged = JSON.stringify(mergePatch(JSON.parse(metadata), JSON.parse(patch)));
  const bytes = Buffer.byteLength(merged);
  if (bytes > limits.metadataBytes)
    throw new MetadataInvalidError(`would take ${bytes} bytes, more than ${limits.metadataBytes}`);
  await setMetadata(rows, key, merged);
  return getItem(rows, collection, id);
}

export async function setMetadata(rows: Rows, key: number, metadata: JsonText): Promise<void> {
  await rows.rows('UPDATE items SET metadata = $2, document = $3, updated = now() WHERE key = $1', [
    key,
    metadata,
    documentOf(metadata),
  ]);
}

/** Within a transaction. */
export async function deleteItem(rows: Rows, collection: string, id: string): Promise<void> {
  const { key } = await findItem<{ key: number }>(rows, collection, id, 'items.key', {
    lock: 'FOR UPDATE OF items',
  });
  await rows.rows('DELETE FROM items WHERE key = $1', [key]);
}

/** Piece by piece, each a transaction, so that the request can end in between. */
export async function deleteItems(
  connections: Connections,
  collection: string,
  filter: Filter,
  { ms, signal }: Patience,
): Promise<number> {
  const { key: owner } = await findCollection(connections, collection);
  const [last] = await connections.rows<{ key: number }>(
    'SELECT coalesce(max(key), 0) AS key FROM items WHERE collection = $1',
    [owner],
  );
  const began = performance.now();
  let deleted = 0;
  for (let after = 0; after < last!.key; ) {
    signal.throwIfAborted();
    const left = ms - (performance.now() - began);
    if (left < 0) throw new TooSlowError(ms, `${deleted} items are deleted for good`);
    const piece = await connections
      .transaction((rows) => deletePiece(rows, owner, filter, after, last!.key), {
        ms: Math.max(left, 1),
        signal,
      })
      .catch((error) => {
        if (!TooSlowError.is(error)) throw error;
        throw new TooSlowError(ms, `${deleted} items are deleted for good`);
      });
    deleted += piece.done;
    after = piece.upTo;
    await sleep(0);
  }
  return deleted;
}

async function deletePiece(
  rows: Rows,
  owner: number,
  filter: Filter,
  after: number,
  last: number,
): Promise<{ done: number; upTo: number }> {
  const [piece] = await rows.rows<{ key: number | null }>(
    `SELECT max(key) AS key FROM (
       SELECT key FROM items WHERE collection = $1 AND key > $2 AND key <= $3
         ORDER BY key LIMIT ${limits.itemsPerPiece}) AS piece`,
    [owner, after, last],
  );
  const upTo = piece!.key;
  if (upTo === null) return { done: 0, upTo: last };
  const parameters = new Parameters();
  const [from, to] = [parameters.add(after), parameters.add(upTo)];
  // Locked in order before they are deleted; one that is changed meanwhile is looked at again.
  const gone = await rows.rows(
    `DELETE FROM items WHERE key IN (
       SELECT key FROM items
         WHERE collection = ${parameters.add(owner)} AND key > ${from} AND key <= ${to}
           AND ${filterSql(filter, parameters)} ORDER BY id FOR UPDATE)
       RETURNING 1`,
    parameters.values,
  );
  return { done: gone.length, upTo };
}
