import { limits } from '../../limits.ts';
import type { RawAnswer, RawHit } from './packed.ts';
import type { SearchParts } from './searchParts.ts';
import type { Found, Task } from './task.ts';

/**
 * The answer of what was found. To be called over one state of the database.
 * @param passing number of vectors that pass the query's filter, as far as that is known
 */
export function answerOf(
  task: Task,
  found: Found,
  parts: SearchParts,
  passing = task.considered,
): RawAnswer {
  const { query, set, considered } = task;
  const { k, minScore = -1, mostBytes = limits.aheadBytes } = query;
  const hits: RawHit[] = [];
  let belowMinScore = false;
  let bytes = 0;
  for (const { key, score: cosine } of found.scored) {
    const score = Math.max(-1, Math.min(1, cosine));
    belowMinScore = score < minScore;
    if (hits.length === k || belowMinScore) break;
    // Of what is dead the index does not know.
    const item = parts.items.get(key);
    if (item === undefined) continue;
    const { id, metadata } = item;
    if (bytes > mostBytes) {
      hits.push({ id, key, score });
      continue;
    }
    const vector = query.vectors ? parts.reader.vector(key) : undefined;
    bytes += metadata.length + (vector?.byteLength ?? 0);
    hits.push({ id, key, score, metadata, ...(vector && { vector }) });
  }
  const short = hits.length < Math.min(k, considered) && !belowMinScore;
  if (short && !found.exact && query.filter === undefined) {
    const scored = parts.exactly.among(parts.reader.keysAfter(set, 0), task);
    return answerOf(task, { exact: true, complete: true, scored }, parts);
  }
  const complete = found.complete || belowMinScore;
  return { exact: found.exact, considered: passing, complete, hits };
}
