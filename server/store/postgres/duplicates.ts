import { TooSlowError } from '../../errors/collections.ts';
import type { DuplicatesAnswer, DuplicatesQuery } from '../contract/search.ts';
import { DuplicateGroups } from '../DuplicateGroups.ts';
import type { Patience } from '../slices.ts';
import type { Connections } from './Connections.ts';
import { halved } from './graphs.ts';
import type { Rows } from './Rows.ts';
import { findGeneration, type Generation } from './search.ts';

/** Neighbours looked at of each item; in a larger group, others link what one does not see. */
const neighbours = 100;
/** Items asked about at a time. */
const together = 16;

interface PairRow {
  readonly key: number;
  readonly itself: string;
  readonly id: string | null;
  readonly distance: number;
}

/** Groups of near-duplicates, by the neighbours of each item, as far as there is time. */
export async function findDuplicates(
  connections: Connections,
  { collection, model, minScore, limit }: DuplicatesQuery,
  exactLimit: number,
  { ms, signal }: Patience,
): Promise<DuplicatesAnswer> {
  const deadline = performance.now() + ms;
  const set = await findGeneration(connections, collection, model);
  const groups = new DuplicateGroups();
  const considered = set?.vectors ?? 0;
  const isByGraph = considered > exactLimit && set!.indexed;
  let exact = !isByGraph;
  let compared = 0;
  for (let after = 0; set !== null; ) {
    signal.throwIfAborted();
    const left = deadline - performance.now();
    if (left <= 0) break;
    const pairs = await connections
      .transaction((rows) => neighboursOf(rows, set, isByGraph, after, minScore), {
        ms: left,
        signal,
      })
      .catch((error) => {
        if (TooSlowError.is(error)) return null;
        throw error;
      });
    if (pairs === null || pairs.length === 0) break;
    for (const { itself, id, distance } of pairs)
      if (id !== null && id !== itself) groups.link(itself, id, 1 - distance);
    const counts = Map.groupBy(pairs, ({ key }) => key);
    exact &&= counts.values().every((near) => near.length <= neighbours);
    compared += counts.size;
    after = Math.max(...counts.keys());
  }
  const all = groups.list();
  return { groups: all.slice(0, limit), total: all.length, exact, compared, considered };
}

/** Of some vectors after a key, those that are near, each with itself among them. */
function neighboursOf(
  rows: Rows,
  { key, dimensions }: Generation,
  isByGraph: boolean,
  after: number,
  minScore: number,
): Promise<PairRow[]> {
  const nearest = isByGraph
    ? `${halved(dimensions)} <=> ${halved(dimensions, 'asked.vector')}`
    : 'vectors.vector <=> asked.vector, vectors.key';
  return rows.rows<PairRow>(
    `SELECT asked.key, itself.id AS itself, items.id, near.distance
       FROM (SELECT key, item, vector FROM vectors
           WHERE generation = ${key} AND key > $1 ORDER BY key LIMIT ${together}) AS asked
         JOIN items AS itself ON itself.key = asked.item
         LEFT JOIN LATERAL (
           SELECT vectors.item, vectors.vector <=> asked.vector AS distance FROM vectors
             WHERE generation = ${key} ORDER BY ${nearest} LIMIT ${neighbours + 1}) AS near
           ON 1 - near.distance >= $2
         LEFT JOIN items ON items.key = near.item`,
    [after, minScore],
  );
}
