import type { SearchQuery } from '../contract/search.ts';
import { answerOf } from './answerOf.ts';
import type { RawAnswer } from './packed.ts';
import { indexOf, inOneState, resolve, type SearchParts } from './searchParts.ts';
import type { Found, Task } from './task.ts';
import { setName } from './VectorReader.ts';

/**
 * Answers queries without filters over one state of the database, each with its answer or its error:
 * exactly where what is to be compared is little or there is no index yet, by the index elsewhere.
 */
export function searchTogether(
  queries: readonly SearchQuery[],
  parts: SearchParts,
): (RawAnswer | Error)[] {
  return inOneState(parts, () => {
    const tasks = queries.map((query) => attempt(() => resolve(query, parts)));
    const sound = tasks.filter((task): task is Task => !(task instanceof Error));
    const found = new Map<Task, Found>();
    searchLarge(sound, found, parts);
    scanLarge(sound, found, parts);
    return tasks.map((task) =>
      task instanceof Error
        ? task
        : attempt(() => answerOf(task, found.get(task) ?? searchSmall(task, parts), parts)),
    );
  });
}

function searchSmall(task: Task, { exactly }: SearchParts): Found {
  return { exact: true, complete: true, scored: exactly.small(task) };
}

/** Searches of large sets that have an index, those that go together at once. */
function searchLarge(tasks: readonly Task[], found: Map<Task, Found>, parts: SearchParts): void {
  const large = tasks.filter(({ considered }) => considered > parts.exactLimit);
  const groups = Map.groupBy(large, ({ set, query: { k, ef } }) => `${setName(set)} ${k} ${ef}`);
  for (const group of groups.values()) {
    const indexed = indexOf(group[0]!.set, parts);
    if (indexed === undefined) continue;
    for (const [i, one] of parts.byIndex.together(indexed, group).entries())
      found.set(group[i]!, one);
  }
}

/** Searches of large sets that no index has answered: one pass for all of a set. */
function scanLarge(tasks: readonly Task[], found: Map<Task, Found>, parts: SearchParts): void {
  const left = tasks.filter((task) => task.considered > parts.exactLimit && !found.has(task));
  for (const group of Map.groupBy(left, ({ set }) => setName(set)).values()) {
    const keys = parts.reader.keysAfter(group[0]!.set, 0);
    const wanted = group.map(({ unit, query }) => ({ unit, k: query.k }));
    for (const [i, scored] of parts.exactly.together(keys, wanted).entries()) {
      found.set(group[i]!, { exact: true, complete: true, scored });
    }
  }
}

function attempt<T>(what: () => T): T | Error {
  try {
    return what();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
