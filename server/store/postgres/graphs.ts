import type { Connections } from './Connections.ts';
import { lockClass } from './prepare.ts';

/** The most dimensions that pgvector's HNSW takes, as halfvec; vectors of more are all compared. */
export const mostDimensions = 4000;
/** Candidates in view while a graph is built: more find more, and take longer. */
const efConstruction = 100;

/** The HNSW index of a generation's vectors. */
export const indexName = (generation: number): string => `vectors_near_${generation}`;

/** What that is over: a search has to order by the very same. */
export const halved = (dimensions: number, vector = 'vectors.vector'): string =>
  `(${vector}::halfvec(${dimensions}))`;

interface Unindexed {
  readonly key: number;
  readonly name: string;
  readonly dimensions: number;
  readonly vectors: number;
}

/** The generations that are searched, or are to be, and are large enough for a graph. */
export const unindexedSql = `
  SELECT generations.key, collections.name, generations.dimensions, sum(delta)::bigint AS vectors
    FROM generations JOIN collections ON collections.key = generations.collection
      JOIN tallies ON tallies.collection = collections.key AND generation = generations.key
    WHERE NOT indexed AND dimensions <= ${mostDimensions}
      AND generations.model IN (collections.model, collections.next, collections.previous)
    GROUP BY generations.key, collections.name HAVING sum(delta) > $1`;

/**
 * Builds the graphs that are missing, one after the other, while all else goes on. Another process may
 * be at the same: then this one leaves it to that one.
 * @returns whether nothing is left to be built
 */
export async function buildGraphs(
  connections: Connections,
  exactLimit: number,
  onIndex: (message: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let isDone = true;
  for (const { key, name, dimensions, vectors } of await connections.rows<Unindexed>(unindexedSql, [
    exactLimit,
  ])) {
    if (signal.aborted) return false;
    const isBuilt = await connections.alone(async (rows) => {
      const [lock] = await rows.rows<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS mine',
        [lockClass, key],
      );
      if (!lock!.mine) return false;
      onIndex(`${vectors} vectors of "${name}" are being indexed`);
      for (const bound of ['statement_timeout', 'lock_timeout'])
        await rows.rows(`SET ${bound} = 0`);
      // What one has left that was ended meanwhile.
      await rows.rows(`DROP INDEX CONCURRENTLY IF EXISTS ${indexName(key)}`);
      await rows.rows(
        `CREATE INDEX CONCURRENTLY ${indexName(key)} ON vectors
           USING hnsw (${halved(dimensions, 'vector')} halfvec_cosine_ops)
           WITH (ef_construction = ${efConstruction}) WHERE generation = ${key}`,
      );
      // So that it is taken: by what the planner knew before, there may be next to nothing to search.
      await rows.rows('ANALYZE vectors, items');
      await rows.rows('UPDATE generations SET indexed = true WHERE key = $1', [key]);
      onIndex(`${vectors} vectors of "${name}" are indexed`);
      return true;
    }, signal);
    isDone &&= isBuilt;
  }
  return isDone;
}
