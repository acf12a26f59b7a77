import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../../errors/collections.ts';
import {
  imageSum,
  itemSum,
  type SummedImage,
  type SummedItem,
  type SummedVector,
  vectorSum,
} from './sums.ts';

/** A row with its checksum; null until one that an earlier version wrote has been given its own. */
export type Sealed<Row> = Row & { readonly sum: number | null };

export type RowChecks = ReturnType<typeof rowChecksOf>;

/**
 * Checks of rows that have been read, each a `DataCorruptError` that names the item.
 * @param schema the name of the attached database that the rows are of
 */
export function rowChecksOf(database: DatabaseSync, schema = 'main') {
  const owner = database.prepare(
    `SELECT items.id, collections.name
       FROM ${schema}.items AS items JOIN ${schema}.collections AS collections
         ON collections.key = items.collection
       WHERE items.key = ?`,
  );

  function nameOf(item: number): string {
    try {
      const row = owner.get(item);
      if (row !== undefined) return `the item "${row.id}" of "${row.name}"`;
    } catch {
      // What names it is damaged as well.
    }
    return `the item with the key ${item}`;
  }

  const damaged = (what: string) => new DataCorruptError(what, 'its checksum does not match');

  return {
    item(row: Sealed<SummedItem>): void {
      if (row.sum !== null && itemSum(row) !== row.sum) throw damaged(`The item "${row.id}"`);
    },
    vector(row: Sealed<SummedVector>): void {
      const sound =
        row.sum === null
          ? row.data.byteLength % Float32Array.BYTES_PER_ELEMENT === 0
          : vectorSum(row) === row.sum;
      if (!sound) throw damaged(`A vector of ${nameOf(row.item)}`);
    },
    image(row: Sealed<SummedImage>): void {
      if (row.sum !== null && imageSum(row) !== row.sum)
        throw damaged(`The kept picture of ${nameOf(row.item)}`);
    },
  };
}
