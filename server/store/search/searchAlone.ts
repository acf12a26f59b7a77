import type { SearchQuery } from '../contract/search.ts';
import type { Slices } from '../slices.ts';
import { answerOf } from './answerOf.ts';
import type { RawAnswer } from './packed.ts';
import { indexOf, inOneState, resolve, type SearchParts } from './searchParts.ts';
import type { Found, Task } from './task.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

/** Keys read from the database in a row. */
const keysAtOnce = 16_384;

/**
 * Answers a query that may take long, because it has a filter or wants every vector compared: in
 * slices, between which other searches have their turns.
 */
export async function searchAlone(
  query: SearchQuery,
  parts: SearchParts,
  slices: Slices,
): Promise<RawAnswer> {
  const task = inOneState(parts, () => resolve(query, parts));
  const found = await (query.filter === undefined
    ? compareAll(task, parts, slices)
    : compareMatching(task, parts, slices));
  return inOneState(parts, () => answerOf(task, found, parts, found.passing));
}

interface FoundAmong extends Found {
  /** Number of vectors that came into question. */
  readonly passing: number;
}

async function compareAll(task: Task, parts: SearchParts, slices: Slices): Promise<FoundAmong> {
  const { reader, exactly, exactLimit } = parts;
  const { considered } = task;
  if (considered <= exactLimit) {
    const scored = inOneState(parts, () => exactly.small(resolve(task.query, parts)));
    return { exact: true, complete: true, scored, passing: considered };
  }
  const keys = await allKeys(task.set, reader, slices);
  const scored = await exactly.slowly(keys, task, slices);
  return { exact: true, complete: true, scored, passing: keys.length };
}

async function compareMatching(
  task: Task,
  parts: SearchParts,
  slices: Slices,
): Promise<FoundAmong> {
  const { matching, exactly, byIndex, exactLimit } = parts;
  const { query, set, considered } = task;
  const filter = query.filter!;
  const exact = { exact: true, complete: true };
  const few = await matching.few(set, filter, exactLimit, slices);
  if (few !== null) {
    const scored =
      considered <= exactLimit
        ? inOneState(parts, () => exactly.small(resolve(query, parts), few))
        : await exactly.slowly(few, task, slices);
    return { ...exact, scored, passing: few.length };
  }
  const indexed = query.exact ? undefined : inOneState(parts, () => indexOf(set, parts));
  if (indexed !== undefined) return byIndex.filtered(indexed, task, slices);
  const keys = await matching.all(set, filter, slices);
  const scored = await exactly.slowly(keys, task, slices);
  return { ...exact, scored, passing: keys.length };
}

async function allKeys(set: VectorSet, reader: VectorReader, slices: Slices): Promise<number[]> {
  const keys: number[] = [];
  for (;;) {
    const some = reader
      .keysAfter(set, keys.at(-1) ?? 0)
      .take(keysAtOnce)
      .toArray();
    for (const key of some) keys.push(key);
    if (some.length < keysAtOnce) return keys;
    await slices.step();
  }
}
