import { setImmediate as others } from 'node:timers/promises';
import type { DuplicateGroup, DuplicatesAnswer, DuplicatesQuery } from '../contract/search.ts';
import type { Patience } from '../slices.ts';
import { DisjointSets } from './DisjointSets.ts';
import type { SearchParts } from './searchParts.ts';
import { searchTogether } from './searchTogether.ts';

/** Neighbours looked at of each item; in a larger group, others link what one does not see. */
const neighbours = 100;
/** Candidates in view: what is nearly the same is what a graph finds best, and quicker than a scan. */
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
  const groups = new Groups();
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

/** Items that are linked, directly or by others. */
class Groups {
  readonly #numbers = new Map<string, number>();
  readonly #scores: number[] = [];
  readonly #sets = new DisjointSets();

  link(a: string, b: string, score: number): void {
    this.#sets.unite(this.#number(a, score), this.#number(b, score));
  }

  /** Largest first. */
  list(): DuplicateGroup[] {
    const members = Map.groupBy(this.#numbers, ([, number]) => this.#sets.rootOf(number));
    return [...members.values()]
      .map((pairs) => ({
        items: pairs
          .map(([id, number]) => ({ id, score: this.#scores[number]! }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      }))
      .sort((a, b) => b.items.length - a.items.length);
  }

  /** The item's number, with the score of its nearest noted. */
  #number(id: string, score: number): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, number);
    this.#scores[number] = Math.max(score, this.#scores[number] ?? -1);
    return number;
  }
}
