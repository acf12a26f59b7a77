import { limits } from '../../../limits.ts';
import type { Reached } from '../../pictures/Reached.ts';
import type { Rows } from '../Rows.ts';
import { isKey } from './objects.ts';

/** Objects that are deleted at a time: soon enough by one call, for a bucket and for a folder. */
const most = 200;

/**
 * Deletes objects that items have had, after some time for those who are reading them. Two processes
 * may do so at once.
 * @param ms since no item has them
 */
export async function deleteGone(rows: Rows, place: Reached, ms: number): Promise<void> {
  for (;;) {
    const gone = await rows.rows<{ object: string }>(
      `SELECT object FROM gone_objects WHERE noted < now() - $1 * interval '1 ms'
           AND NOT EXISTS (SELECT 1 FROM images WHERE images.object = gone_objects.object)
         ORDER BY noted LIMIT ${most}`,
      [ms],
    );
    if (gone.length === 0) return;
    const keys = gone.map(({ object }) => object);
    await place.delete(keys);
    await rows.rows('DELETE FROM gone_objects WHERE object = ANY($1)', [keys]);
  }
}

/** Whether this process is to look through the place now: one does, once a day. */
export async function isSweepDue(rows: Rows): Promise<boolean> {
  const taken = await rows.rows(
    `INSERT INTO properties VALUES ('pictures_swept', now()) ON CONFLICT (name) DO UPDATE
       SET value = excluded.value
       WHERE properties.value::timestamptz < now() - interval '${limits.pictureOrphanMs} ms'
       RETURNING value`,
  );
  return taken.length > 0;
}

/**
 * Deletes objects that no item has ever had: what a server had written when it was killed.
 * @param ms since they were written, by the clock of the place
 * @returns their number
 */
export async function sweepOrphans(
  rows: Rows,
  place: Reached,
  ms: number,
  isOver: () => boolean,
): Promise<number> {
  let deleted = 0;
  for (let after: string | null = null; !isOver(); ) {
    const { objects, next } = await place.list(after);
    const old = objects
      .filter(({ key, written }) => isKey(key) && written.getTime() < Date.now() - ms)
      .map(({ key }) => key);
    deleted += await deleteUnnamed(rows, place, old);
    if (next === null) break;
    after = next;
  }
  return deleted;
}

async function deleteUnnamed(rows: Rows, place: Reached, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const found = await rows.rows<{ object: string }>(
    `SELECT object FROM unnest($1::text[]) AS found(object)
       WHERE NOT EXISTS (SELECT 1 FROM images WHERE images.object = found.object)
         AND NOT EXISTS (SELECT 1 FROM gone_objects WHERE gone_objects.object = found.object)`,
    [keys],
  );
  const unnamed = found.map(({ object }) => object);
  for (let i = 0; i < unnamed.length; i += most) await place.delete(unnamed.slice(i, i + most));
  return unnamed.length;
}
