import { limits } from '../../limits.ts';
import type { Connections } from './Connections.ts';
import { indexName } from './graphs.ts';
import type { Rows } from './Rows.ts';

// What has lost its name goes in pieces, each a statement, by whichever process is at hand.

export async function sweepGeneration(connections: Rows, key: number): Promise<void> {
  await connections.rows(`DROP INDEX CONCURRENTLY IF EXISTS ${indexName(key)}`);
  while (
    await anyGone(
      connections,
      `DELETE FROM vectors WHERE key IN (
         SELECT key FROM vectors WHERE generation = $1
           LIMIT ${limits.itemsPerPiece} FOR UPDATE SKIP LOCKED) RETURNING 1`,
      key,
    )
  );
  await connections.rows(
    `WITH gone AS (
       DELETE FROM generations WHERE key = $1
         AND NOT EXISTS (SELECT 1 FROM vectors WHERE generation = $1) RETURNING key)
     DELETE FROM tallies WHERE generation IN (SELECT key FROM gone)`,
    [key],
  );
}

async function sweepCollection(connections: Connections, key: number): Promise<void> {
  while (
    await anyGone(
      connections,
      `DELETE FROM items WHERE key IN (
         SELECT key FROM items WHERE collection = $1
           LIMIT ${limits.itemsPerPiece} FOR UPDATE SKIP LOCKED) RETURNING 1`,
      key,
    )
  );
  const generations = await connections.rows<{ key: number }>(
    'SELECT key FROM generations WHERE collection = $1',
    [key],
  );
  for (const generation of generations) await sweepGeneration(connections, generation.key);
  await connections.transaction(async (rows) => {
    await rows.rows('DELETE FROM tallies WHERE collection = $1', [key]);
    await rows.rows(
      `DELETE FROM collections WHERE key = $1
         AND NOT EXISTS (SELECT 1 FROM items WHERE collection = $1)
         AND NOT EXISTS (SELECT 1 FROM generations WHERE collection = $1)`,
      [key],
    );
  });
}

/** Sweeps what any process has left. @param isOver asked between */
export async function sweepAll(connections: Connections, isOver: () => boolean): Promise<void> {
  const generations = await connections.rows<{ key: number }>(
    'SELECT key FROM generations WHERE model IS NULL',
  );
  for (const { key } of generations) if (!isOver()) await sweepGeneration(connections, key);
  const collections = await connections.rows<{ key: number }>(
    'SELECT key FROM collections WHERE name IS NULL',
  );
  for (const { key } of collections) if (!isOver()) await sweepCollection(connections, key);
}

const anyGone = async (rows: Rows, text: string, key: number) =>
  (await rows.rows(text, [key])).length > 0;
