import { Client, type ClientConfig } from 'pg';
import type { Rows } from './Rows.ts';
import { asStoreError, isConflict } from './sqlErrors.ts';

/** Times that a transaction is begun which others are in the way of. */
const mostTries = 6;

/** So that the database notices within some ten seconds that a machine is gone. */
const noticing = `
  SET tcp_keepalives_idle = 5;
  SET tcp_keepalives_interval = 2;
  SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 10000;
`;

/**
 * One connection for as long as it lasts: what it has locked is free once it ends, whoever ends it, and
 * what is done over it is done while it has the lock. One statement or transaction at a time.
 */
export class Session implements Rows {
  readonly #client: Client;
  readonly #place: string;
  readonly #lost = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: ClientConfig, place: string) {
    this.#client = new Client(options);
    this.#place = place;
    for (const event of ['error', 'end'] as const)
      this.#client.on(event, () => this.#lost.abort(new Error('the connection has ended')));
  }

  /** @param greeting statements said first */
  static async open(options: ClientConfig, greeting: string, place: string): Promise<Session> {
    const session = new Session(options, place);
    try {
      await session.#client.connect();
      await session.#client.query(greeting + noticing);
      return session;
    } catch (error) {
      session.end();
      throw asStoreError(error, place);
    }
  }

  /** Aborts when the connection is no more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#turn(() => this.#query<Row>(text, values));
  }

  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return this.#turn(async () => {
      for (let tries = 1; ; tries++) {
        try {
          await this.#query('BEGIN', []);
          const value = await work({ rows: (text, values = []) => this.#query(text, values) });
          await this.#query('COMMIT', []);
          return value;
        } catch (error) {
          if (this.lost.aborted) throw error;
          await this.#query('ROLLBACK', []);
          if (!isConflict(error) || tries === mostTries) throw error;
        }
      }
    });
  }

  /** At once, whatever is under way. */
  end(): void {
    this.#client.end().catch(() => {});
    this.#lost.abort(new Error('the connection has ended'));
  }

  async #query<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.#client.query(text, [...values])).rows;
    } catch (error) {
      // What comes to an answer that was given up would be taken for the next one's.
      if (/query read timeout/i.test((error as Error).message)) this.end();
      throw error;
    }
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work).catch((error) => {
      throw asStoreError(error, this.#place);
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}
