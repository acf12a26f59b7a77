import type { DuplicateGroup } from './contract/search.ts';
import { DisjointSets } from './DisjointSets.ts';

/** Items that are linked, directly or by others. */
export class DuplicateGroups {
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
