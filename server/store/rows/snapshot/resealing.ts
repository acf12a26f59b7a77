import type { DatabaseSync } from 'node:sqlite';
import { rowChecksOf } from '../rowChecks.ts';
import { imageSum, itemSum, vectorSum } from '../sums.ts';

type Sum = number | null;
type SqlFunction = Parameters<DatabaseSync['function']>[1];

/**
 * Offers SQL the checksum of a row of `source` as a row of other keys; what is damaged is not given
 * a new one.
 */
export function offerResealing(database: DatabaseSync): void {
  const checks = rowChecksOf(database, 'source');
  database.function('resealed_item', ((
    sum: Sum,
    old: number,
    collection: number,
    id: string,
    metadata: string,
    content: string | null,
    depth: string | null,
    revision: number,
    created: string,
    updated: string,
  ) => {
    const row = { id, metadata, content, depth, revision, created, updated };
    checks.item({ ...row, collection: old, sum });
    return itemSum({ ...row, collection });
  }) as SqlFunction);
  database.function('resealed_vector', ((
    sum: Sum,
    old: number,
    oldCollection: number,
    model: string,
    data: Uint8Array,
    item: number,
    collection: number,
  ) => {
    checks.vector({ item: old, collection: oldCollection, model, data, sum });
    return vectorSum({ item, collection, model, data });
  }) as SqlFunction);
  database.function('resealed_image', ((
    sum: Sum,
    old: number,
    type: string,
    data: Uint8Array,
    item: number,
  ) => {
    checks.image({ item: old, type, data, sum });
    return imageSum({ item, type, data });
  }) as SqlFunction);
}
