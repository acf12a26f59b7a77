import { setImmediate as others } from 'node:timers/promises';
import type { DuplicatesAnswer, DuplicatesQuery } from '../contract/search.ts';
import { DuplicateGroups } from '../DuplicateGroups.ts';
import type { Patience } from '../slices.ts';
import type { SearchParts } from './searchParts.ts';
import { searchTogether } from './searchTogether.ts';

/** Neighbours looked at of each item; in a larger group, others link what one does not see. */
const neighbours = 100;
/** Candidates: what is nearly the same is what is found best. */
const ef = 128;
/** Items asked about at a time; other searches go between. */
const together = 4;

/** Finds groups of near-duplicates by asking for the neighbours of each item. */
export async function findDuplicates(
  { collection, model, minScore, limit }: DuplicatesQuery,
  parts: SearchParts,
  { ms, signal }: Patience,
): Promise<DuplicatesAnswer> {
  const { reader } = parts;
  const set = { collection: reader.collectionKey(collection), model };
  const considered = reader.count(set);
  const deadline = performance.now() + ms;
  const groups = new DuplicateGroups();
  let exact = true;
  let compared = 0;
  for (let after = 0; performance.now() < deadline; ) {
    signal.throwIfAborted();
    const rows = reader.after(set, after).take(together).toArray();
    if (rows.length === 0) break;
    const queries = rows.map(({ vector }) => ({
      ...{ collection, model, vector, minScore, ef },
      ...{ k: neighbours + 1, mostBytes: 0 },
    }));
    for (const [i, answer] of searchTogether(queries, parts).entries()) {
      if (answer instanceof Error) throw answer;
      exact &&= answer.exact && answer.hits.length <= neighbours;
      const itself = reader.item(rows[i]!.key)?.id;
      for (const { id, score } of answer.hits) {
        if (itself !== undefined && id !== itself) groups.link(itself, id, score);
      }
    }
    await others();
    compared += rows.length;
    after = rows.at(-1)!.key;
  }
  const all = groups.list();
  return { groups: all.slice(0, limit), total: all.length, exact, compared, considered };
}
