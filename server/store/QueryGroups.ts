import { limits } from '../limits.ts';

/** Queries sent at once at most: what one of them may wait for the others. */
const mostTogether = 64;
/** Groups under way: while one is searched, the answers of the other are passed on. */
const mostUnderWay = 2;

interface WaitingQuery<Query, Answer> {
  readonly query: Query;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers the queries that arrive while others are answered, and has them answered together. */
export class QueryGroups<Query, Answer> {
  readonly #answer: (queries: Query[]) => Promise<(Answer | Error)[]>;
  readonly #refuse: (most: number) => Error;
  #waiting: WaitingQuery<Query, Answer>[] = [];
  #underWay = 0;
  #scheduled = false;

  /** @param refuse makes the error of a query for which too many are waiting */
  constructor(
    answer: (queries: Query[]) => Promise<(Answer | Error)[]>,
    refuse: (most: number) => Error,
  ) {
    this.#answer = answer;
    this.#refuse = refuse;
  }

  ask(query: Query): Promise<Answer> {
    if (this.#waiting.length >= limits.storeCalls)
      return Promise.reject(this.#refuse(limits.storeCalls));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ query, resolve, reject });
      this.#schedule();
    });
  }

  // What one turn of the event loop brings goes together.
  #schedule(): void {
    if (this.#scheduled || this.#underWay >= mostUnderWay || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#run(this.#waiting.splice(0, mostTogether));
      this.#schedule();
    });
  }

  async #run(group: readonly WaitingQuery<Query, Answer>[]): Promise<void> {
    this.#underWay++;
    try {
      const answers = await this.#answer(group.map(({ query }) => query));
      for (const [i, { resolve, reject }] of group.entries()) {
        const answer = answers[i]!;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.#underWay--;
      this.#schedule();
    }
  }
}
