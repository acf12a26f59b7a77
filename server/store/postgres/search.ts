import { UnknownCollectionError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { HitDetails, SearchAnswer, SearchHit, SearchQuery } from '../contract/search.ts';
import type { Patience } from '../slices.ts';
import { mostBreadth, usualBreadth } from './breadth.ts';
import type { Connections } from './Connections.ts';
import { filterSql } from './filterSql.ts';
import { halved, mostDimensions } from './graphs.ts';
import { Parameters, type Rows } from './Rows.ts';
import { fromSent, toParameter } from './vectorBytes.ts';

/** Candidates of a graph that are ranked by their vectors, for each that is asked for, and at least. */
const candidates = { times: 2, least: 50 };

/** What is searched: a collection's vectors of one model. */
export interface Generation {
  readonly key: number;
  readonly dimensions: number;
  readonly indexed: boolean;
  readonly vectors: number;
  /** How widely its graph is to be searched; null until that has been measured. */
  readonly ef: number | null;
}

/** Null where the collection has none of the model. @throws {UnknownCollectionError} */
export async function findGeneration(
  rows: Rows,
  collection: string,
  model: string,
): Promise<Generation | null> {
  const [found] = await rows.rows<Generation | { readonly key: null }>(
    `SELECT generations.key, dimensions, indexed, ef,
         (SELECT coalesce(sum(delta), 0)::bigint FROM tallies
            WHERE collection = collections.key AND generation = generations.key) AS vectors
       FROM collections LEFT JOIN generations
         ON generations.collection = collections.key AND generations.model = $2
       WHERE name = $1`,
    [collection, model],
  );
  if (found === undefined) throw new UnknownCollectionError(collection);
  return found.key === null ? null : found;
}

export async function search(
  connections: Connections,
  query: SearchQuery,
  exactLimit: number,
  patience?: Patience,
): Promise<SearchAnswer> {
  const isPlain = query.filter === undefined && !query.exact;
  if (isPlain) return searchWithin(connections, query, exactLimit);
  return connections.transaction((rows) => searchWithin(rows, query, exactLimit), patience);
}

async function searchWithin(
  rows: Rows,
  query: SearchQuery,
  exactLimit: number,
): Promise<SearchAnswer> {
  const set = await findGeneration(rows, query.collection, query.model);
  if (set === null) return { exact: true, considered: 0, complete: true, hits: [] };
  if (await isByGraph(rows, query, set, exactLimit)) {
    const found = await ranked(rows, query, nearSql(query, set));
    const hits = above(found, query);
    const wanted = Math.min(query.k, set.vectors);
    if (hits.length === wanted || hits.length < found.length) {
      const considered = query.filter === undefined ? set.vectors : (found[0]?.considered ?? 0);
      return { exact: false, considered, complete: true, hits };
    }
  }
  // Small, or there were fewer within the graph's reach than there may be.
  const found = await ranked(rows, query, everySql(query, set));
  const considered = found[0]?.considered ?? (query.filter === undefined ? set.vectors : 0);
  return { exact: true, considered, complete: true, hits: above(found, query) };
}

/** Whether there is a graph, and so much passes that comparing all of it would be slow. */
async function isByGraph(
  rows: Rows,
  { exact, ef, filter }: SearchQuery,
  { key, indexed, vectors }: Generation,
  exactLimit: number,
): Promise<boolean> {
  if (!indexed || exact || (ef === undefined && vectors <= exactLimit)) return false;
  if (filter === undefined) return true;
  const parameters = new Parameters();
  const passing = await rows.rows(
    `SELECT 1 FROM items JOIN vectors ON vectors.item = items.key
       WHERE generation = ${key} AND ${filterSql(filter, parameters)}
       OFFSET ${exactLimit} LIMIT 1`,
    parameters.values,
  );
  return passing.length > 0;
}

/** A part of a statement that comes to `best (key, item, distance, considered)`. */
interface Best {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The nearest of all that pass, each compared. */
function everySql({ vector, k, filter }: SearchQuery, { key, vectors }: Generation): Best {
  const parameters = new Parameters();
  const query = `${parameters.add(toParameter(vector))}::vector`;
  const distance = `vectors.vector <=> ${query}`;
  if (filter === undefined) {
    const sql = `best AS MATERIALIZED (
      SELECT key, item, ${distance} AS distance, ${vectors}::bigint AS considered FROM vectors
        WHERE generation = ${key} ORDER BY distance, key LIMIT ${parameters.add(k)})`;
    return { sql, values: parameters.values };
  }
  const sql = `passing AS MATERIALIZED (
      SELECT vectors.key, vectors.item, ${distance} AS distance
        FROM vectors JOIN items ON items.key = vectors.item
        WHERE generation = ${key} AND ${filterSql(filter, parameters)}),
    best AS MATERIALIZED (
      SELECT *, (SELECT count(*) FROM passing) AS considered FROM passing
        ORDER BY distance, key LIMIT ${parameters.add(k)})`;
  return { sql, values: parameters.values };
}

/** The nearest of those that the graph comes upon, ranked by their vectors. */
function nearSql({ vector, k, filter, ef }: SearchQuery, set: Generation): Best {
  const { key, dimensions } = set;
  const parameters = new Parameters();
  const query = `${parameters.add(toParameter(vector))}::vector`;
  const [join, passes] =
    filter === undefined
      ? ['', '']
      : ['JOIN items ON items.key = vectors.item', `AND ${filterSql(filter, parameters)}`];
  const many = parameters.add(Math.max(candidates.least, candidates.times * k));
  const breadth = Math.min(ef ?? set.ef ?? usualBreadth, mostBreadth);
  // For this statement alone, and before it looks at anything: one way to the database and back.
  const sql = `breadth AS MATERIALIZED (SELECT set_config('hnsw.ef_search', '${breadth}', true) AS ef),
    near AS MATERIALIZED (
      SELECT vectors.key, vectors.item, vectors.vector FROM vectors ${join}
        WHERE (SELECT ef FROM breadth) IS NOT NULL AND generation = ${key} ${passes}
        ORDER BY ${halved(dimensions)} <=> ${halved(dimensions, query)} LIMIT ${many}),
    best AS MATERIALIZED (
      SELECT key, item, vector <=> ${query} AS distance, (SELECT count(*) FROM near) AS considered
        FROM near ORDER BY distance, key LIMIT ${parameters.add(k)})`;
  return { sql, values: parameters.values };
}

interface HitRow {
  readonly key: number;
  readonly id: string;
  readonly distance: number;
  readonly considered: number;
  readonly metadata: string | null;
  readonly sent: Buffer | null;
}

/** The hits, with their metadata and vectors as far as these are not much. */
async function ranked(
  rows: Rows,
  { vectors = false, mostBytes = limits.aheadBytes }: SearchQuery,
  { sql, values }: Best,
): Promise<HitRow[]> {
  const bytes = `octet_length(items.metadata)${vectors ? ' + 4 * vector_dims(vectors.vector)' : ''}`;
  return rows.rows<HitRow>(
    `WITH ${sql}, hits AS (
       SELECT best.*, items.id, items.metadata,
           sum(${bytes}) OVER (ORDER BY distance, best.key) - (${bytes}) AS before
           ${vectors ? ', vectors.vector' : ''}
         FROM best JOIN items ON items.key = best.item
           ${vectors ? 'JOIN vectors ON vectors.key = best.key' : ''})
     SELECT key, id, distance, considered,
         CASE WHEN before <= ${mostBytes} THEN metadata END AS metadata,
         ${vectors ? `CASE WHEN before <= ${mostBytes} THEN vector_send(vector) END` : 'NULL'} AS sent
       FROM hits ORDER BY distance, key`,
    values,
  );
}

/** The hits that have the least score. */
function above(found: readonly HitRow[], { minScore = -1 }: SearchQuery): SearchHit[] {
  return found
    .map(({ key, id, distance, metadata, sent }) => ({
      ...{ key, id },
      score: scoreOf(distance),
      details: metadata === null ? null : detailsOf(metadata, sent),
    }))
    .filter(({ score }) => score >= minScore);
}

const scoreOf = (distance: number) => Math.max(-1, Math.min(1, 1 - distance));

const detailsOf = (metadata: string, sent: Buffer | null): HitDetails => ({
  metadata,
  ...(sent !== null && { vector: fromSent(sent) }),
});

/** In the order of the keys, as far as `aheadBytes` go; at least one. */
export async function readHits(
  rows: Rows,
  keys: readonly number[],
  vectors: boolean,
): Promise<(HitDetails | null)[]> {
  const bytes = `coalesce(octet_length(metadata), 0)
    + ${vectors ? 'coalesce(4 * vector_dims(vector), 0)' : '0'}`;
  const found = await rows.rows<{ metadata: string | null; sent: Buffer | null }>(
    `SELECT metadata, ${vectors ? 'vector_send(vector)' : 'NULL'} AS sent FROM (
         SELECT n, metadata, vector, sum(${bytes}) OVER (ORDER BY n) - (${bytes}) AS before
           FROM unnest($1::bigint[]) WITH ORDINALITY AS asked(key, n)
             LEFT JOIN (vectors JOIN items ON items.key = vectors.item)
               ON vectors.key = asked.key) AS hits
       WHERE before < ${limits.aheadBytes} ORDER BY n`,
    [keys],
  );
  return found.map(({ metadata, sent }) => (metadata === null ? null : detailsOf(metadata, sent)));
}

/** Whether a search takes no longer for want of a graph, nor misses more for want of its breadth. */
export async function isIndexed(
  rows: Rows,
  collection: string,
  model: string,
  exactLimit: number,
): Promise<boolean> {
  const set = await findGeneration(rows, collection, model);
  if (set === null || set.vectors <= exactLimit || set.dimensions > mostDimensions) return true;
  return set.indexed && set.ef !== null;
}
