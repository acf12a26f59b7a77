import type { SearchQuery } from '../store.ts';
import { normalised } from '../vectors.ts';
import type { ExactSearch } from './ExactSearch.ts';
import type { GraphSearch, Grown } from './GraphSearch.ts';
import type { Indexer } from './Indexer.ts';
import type { KnownItems } from './KnownItems.ts';
import type { KnownSets } from './KnownSets.ts';
import type { Matching } from './Matching.ts';
import type { RawAnswer, RawHit } from './packed.ts';
import type { ScanSearch } from './ScanSearch.ts';
import type { Found, Task } from './task.ts';
import { setName, type VectorReader, type VectorSet } from './vectorReader.ts';

export interface SearchParts {
  readonly reader: VectorReader;
  readonly sets: KnownSets;
  readonly items: KnownItems;
  readonly indexer: Indexer;
  readonly matching: Matching;
  readonly exactly: ExactSearch;
  readonly byScan: ScanSearch;
  readonly byGraph: GraphSearch;
  /** Largest number of vectors that is always searched exactly. */
  readonly exactLimit: number;
}

/**
 * Answers queries over one state of the database, each with its answer or its error: exactly where
 * what is to be compared is little or there is no graph yet, by the graph elsewhere.
 */
export function searchTogether(
  queries: readonly SearchQuery[],
  parts: SearchParts,
): (RawAnswer | Error)[] {
  return parts.reader.snapshot(() => {
    const state = parts.reader.state();
    parts.sets.refresh(state);
    parts.items.refresh(state);
    const tasks = queries.map((query) => attempt(() => resolve(query, parts)));
    const sound = tasks.filter((task): task is Task => !(task instanceof Error));
    const found = new Map<Task, Found>();
    searchLarge(sound, found, parts);
    scanLarge(sound, found, parts);
    return tasks.map((task) =>
      task instanceof Error
        ? task
        : attempt(() => answer(task, found.get(task) ?? searchOne(task, parts), parts)),
    );
  });
}

function resolve(query: SearchQuery, { sets }: SearchParts): Task {
  return { query, ...sets.get(query.collection, query.model), unit: normalised(query.vector) };
}

const isPlain = ({ query }: Task) => query.filter === undefined;

/** The graph of a large set, if there is one that holds nearly all of it. */
function graphOf(set: VectorSet, { sets, indexer, exactLimit }: SearchParts): Grown | undefined {
  const graph = indexer.graph(set);
  if (graph === undefined) return undefined;
  const tail = sets.after(set, graph.newestKey, exactLimit);
  return tail === null ? undefined : { graph, tail };
}

/** Unfiltered searches of large sets, those that go together at once. */
function searchLarge(tasks: readonly Task[], found: Map<Task, Found>, parts: SearchParts): void {
  const plain = tasks.filter(
    (task) => isPlain(task) && !task.query.exact && task.considered > parts.exactLimit,
  );
  const groups = Map.groupBy(plain, ({ set, query: { k, ef } }) => `${setName(set)} ${k} ${ef}`);
  for (const group of groups.values()) {
    for (const [i, one] of approximately(group, parts).entries()) found.set(group[i]!, one);
  }
}

/** Searches of one large set, of the same k and ef; none if its graph is not there yet. */
function approximately(group: readonly Task[], parts: SearchParts): Found[] {
  const grown = graphOf(group[0]!.set, parts);
  if (scans(group[0]!, grown, parts)) return parts.byScan.together(group);
  return grown === undefined ? [] : parts.byGraph.together(grown, group);
}

/** Whether all vectors are compared coarsely, and not those that the graph leads to. */
function scans(task: Task, grown: Grown | undefined, { byScan, byGraph }: SearchParts): boolean {
  // Who asks for a number of candidates asks for the graph.
  if (task.query.ef !== undefined) return false;
  const quicker = grown && byGraph.quicker(grown.graph, task);
  return quicker === undefined ? byScan.takes(task) : !quicker && byScan.mayTake(task);
}

/** Unfiltered searches of large sets that no graph has answered: one pass for all of a set. */
function scanLarge(tasks: readonly Task[], found: Map<Task, Found>, parts: SearchParts): void {
  const left = tasks.filter(
    (task) => isPlain(task) && task.considered > parts.exactLimit && !found.has(task),
  );
  for (const group of Map.groupBy(left, ({ set }) => setName(set)).values()) {
    const keys = parts.reader.keysAfter(group[0]!.set, 0);
    const wanted = group.map(({ unit, query }) => ({ unit, k: query.k }));
    for (const [i, scored] of parts.exactly.together(keys, wanted).entries()) {
      found.set(group[i]!, { exact: true, complete: true, scored });
    }
  }
}

/** A search of a small set, or one with a filter. */
function searchOne(task: Task, parts: SearchParts): Found {
  const { matching, exactly, byGraph, exactLimit } = parts;
  const { query, set, considered } = task;
  const exact = { exact: true, complete: true };
  if (considered <= exactLimit) return { ...exact, scored: exactly.small(task) };
  const filter = query.filter!;
  const few = matching.few(set, filter, exactLimit);
  if (few !== null) return { ...exact, scored: exactly.among(few, task) };
  const grown = query.exact ? undefined : graphOf(set, parts);
  if (grown !== undefined) return byGraph.filtered(grown, task);
  return { ...exact, scored: exactly.among(matching.all(set, filter), task) };
}

function answer(task: Task, found: Found, parts: SearchParts): RawAnswer {
  const { query, set, considered } = task;
  const { k, minScore = -1 } = query;
  const hits: RawHit[] = [];
  let belowMinScore = false;
  for (const { key, score: cosine } of found.scored) {
    const score = Math.max(-1, Math.min(1, cosine));
    belowMinScore = score < minScore;
    if (hits.length === k || belowMinScore) break;
    // Of what is dead the graph does not know.
    const item = parts.items.get(key);
    if (item === undefined) continue;
    const vector = query.vectors ? parts.reader.vector(key) : undefined;
    hits.push(vector === undefined ? { ...item, score } : { ...item, score, vector });
  }
  const short = hits.length < Math.min(k, considered) && !belowMinScore;
  if (short && !found.exact && isPlain(task)) {
    const scored = parts.exactly.among(parts.reader.keysAfter(set, 0), task);
    return answer(task, { exact: true, complete: true, scored }, parts);
  }
  const complete = found.complete || belowMinScore;
  return { exact: found.exact, considered, complete, hits };
}

function attempt<T>(what: () => T): T | Error {
  try {
    return what();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
