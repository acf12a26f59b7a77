export interface Scored {
  readonly key: number;
  readonly score: number;
}

/** Whether `a` ranks before `b`: by score, and among equals by age, so that ties are settled. */
const before = (a: Scored, b: Scored) =>
  a.score > b.score || (a.score === b.score && a.key < b.key);

/** Keeps the k best of any number of scored keys: a binary heap with the worst on top. */
export class TopK {
  readonly #k: number;
  readonly #heap: Scored[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  add(key: number, score: number): void {
    const heap = this.#heap;
    const candidate = { key, score };
    if (heap.length < this.#k) {
      heap.push(candidate);
      this.#up(heap.length - 1);
    } else if (before(candidate, heap[0]!)) {
      heap[0] = candidate;
      this.#down(0);
    }
  }

  /** What a score has to be above, or equal to, to be among the k best so far. */
  get least(): number {
    return this.#heap.length < this.#k ? Number.NEGATIVE_INFINITY : this.#heap[0]!.score;
  }

  /** Best first. */
  sorted(): Scored[] {
    return this.#heap.toSorted((a, b) => (before(a, b) ? -1 : 1));
  }

  #up(index: number): void {
    const heap = this.#heap;
    let i = index;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(heap[parent]!, heap[i]!)) return;
      [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
      i = parent;
    }
  }

  #down(index: number): void {
    const heap = this.#heap;
    let i = index;
    for (;;) {
      let worst = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && before(heap[worst]!, heap[child]!)) worst = child;
      }
      if (worst === i) return;
      [heap[worst], heap[i]] = [heap[i]!, heap[worst]!];
      i = worst;
    }
  }
}
