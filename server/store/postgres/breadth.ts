import type { Connections } from './Connections.ts';
import { halved } from './graphs.ts';
import { lockClass } from './prepare.ts';
import type { Rows } from './Rows.ts';

/** Candidates that a search keeps in view (`hnsw.ef_search`), from quick to the most that pgvector takes. */
export const breadths = [40, 60, 100, 150, 250, 400, 630, 1000];
/** Until it has been measured. */
export const usualBreadth = 100;
export const mostBreadth = breadths.at(-1)!;

/** Vectors that are searched by, and neighbours of each that are to be found. */
const sampled = 128;
const neighbours = 10;
/** Mean recall that is enough, and that a sample's has to be above by two standard errors. */
const enoughRecall = 0.995;
/** Candidates that are ranked by their vectors, as by a search, and the one that is searched by. */
const ranked = 50 + 1;
/** How much a generation grows by until it is measured again. */
const growth = 1.2;

interface Unmeasured {
  readonly key: number;
  readonly name: string;
  readonly dimensions: number;
  readonly vectors: number;
}

const unmeasuredSql = `
  SELECT generations.key, collections.name, generations.dimensions, sum(delta)::bigint AS vectors
    FROM generations JOIN collections ON collections.key = generations.collection
      JOIN tallies ON tallies.collection = collections.key AND generation = generations.key
    WHERE indexed AND generations.model IN (collections.model, collections.next, collections.previous)
    GROUP BY generations.key, collections.name
    HAVING sum(delta) > $1 AND (measured IS NULL OR sum(delta) > ${growth} * measured)`;

/**
 * Measures how widely graphs have to be searched: the true neighbours of some of their vectors,
 * themselves left out, against those that are found. Beside all else, by one process at a time.
 * @returns whether nothing is left to be measured
 */
export async function measureGraphs(
  connections: Connections,
  exactLimit: number,
  onIndex: (message: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let isDone = true;
  for (const one of await connections.rows<Unmeasured>(unmeasuredSql, [exactLimit])) {
    if (signal.aborted) return false;
    const isMeasured = await connections.alone(async (rows) => {
      const [lock] = await rows.rows<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS mine',
        [lockClass, one.key],
      );
      if (!lock!.mine) return false;
      await rows.rows('SET statement_timeout = 0');
      const { ef, recall } = await measure(rows, one);
      await rows.rows('UPDATE generations SET ef = $2, recall = $3, measured = $4 WHERE key = $1', [
        one.key,
        ef,
        recall,
        one.vectors,
      ]);
      onIndex(
        `collection ${one.name}, ${one.vectors} vectors: with ${ef} candidates its graph finds ${(100 * recall).toFixed(1)} % of the 10 nearest, on a sample`,
      );
      return true;
    }, signal);
    isDone &&= isMeasured;
  }
  return isDone;
}

/** The least breadth that finds enough; the most, if none does. */
async function measure(rows: Rows, { key, dimensions }: Unmeasured) {
  const sample = await evenly(rows, key);
  const truth: Set<number>[] = [];
  for (const one of sample) truth.push(new Set(await keysOf(rows, nearestSql(key), one)));
  let last = { ef: usualBreadth, recall: 1 };
  for (const ef of breadths) {
    await rows.rows(`SET hnsw.ef_search = ${ef}`);
    const shares: number[] = [];
    for (const [i, one] of sample.entries()) {
      const found = await keysOf(rows, foundSql(key, dimensions), one);
      shares.push(found.filter((other) => truth[i]!.has(other)).length / truth[i]!.size);
    }
    const recall = mean(shares);
    const deviation = Math.sqrt(mean(shares.map((share) => (share - recall) ** 2)));
    last = { ef, recall };
    if (recall - (2 * deviation) / Math.sqrt(shares.length) >= enoughRecall) break;
  }
  return last;
}

/** Keys of some of a generation's vectors, at even distances. */
async function evenly(rows: Rows, generation: number): Promise<number[]> {
  const found = await rows.rows<{ key: number }>(
    `SELECT DISTINCT near.key FROM (SELECT min(key) AS first, max(key) AS last FROM vectors
         WHERE generation = $1) AS ends, generate_series(0, ${sampled - 1}) AS n,
       LATERAL (SELECT key FROM vectors WHERE generation = $1
         AND key >= first + n * (last - first) / ${sampled} ORDER BY key LIMIT 1) AS near`,
    [generation],
  );
  return found.map(({ key }) => key);
}

const keysOf = async (rows: Rows, text: string, of: number) =>
  (await rows.rows<{ key: number }>(text, [of])).map(({ key }) => key);

const itself = '(SELECT vector FROM vectors WHERE key = $1)';

const nearestSql = (generation: number) =>
  `SELECT key FROM vectors WHERE generation = ${generation} AND key <> $1
     ORDER BY vector <=> ${itself}, key LIMIT ${neighbours}`;

const foundSql = (generation: number, dimensions: number) =>
  `SELECT key FROM (SELECT key, vector FROM vectors WHERE generation = ${generation}
       ORDER BY ${halved(dimensions)} <=> ${halved(dimensions, itself)} LIMIT ${ranked}) AS near
     WHERE key <> $1 ORDER BY vector <=> ${itself}, key LIMIT ${neighbours}`;

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
