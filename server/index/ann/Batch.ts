/** Queries answered at once at most: what one of them may wait for the others. */
const mostTogether = 64;

interface Waiting<Query, Answer> {
  readonly query: Query;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Gathers the queries that arrive while others are answered, and has them answered together. */
export class Batch<Query, Answer> {
  readonly #answer: (queries: Query[]) => (Answer | Error)[];
  #waiting: Waiting<Query, Answer>[] = [];

  constructor(answer: (queries: Query[]) => (Answer | Error)[]) {
    this.#answer = answer;
  }

  ask(query: Query): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ query, resolve, reject }) === 1) this.#schedule();
    });
  }

  // A turn of the event loop takes in every message that has come.
  #schedule(): void {
    setImmediate(() => {
      this.#run(this.#waiting.splice(0, mostTogether));
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #run(waiting: readonly Waiting<Query, Answer>[]): void {
    try {
      const answers = this.#answer(waiting.map(({ query }) => query));
      for (const [i, { resolve, reject }] of waiting.entries()) {
        const answer = answers[i]!;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error as Error);
    }
  }
}
