import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient, types } from 'pg';
import { StoreUnavailableError, TooSlowError } from '../../errors/collections.ts';
import { reasonOf } from '../../errors/reason.ts';
import { QueueFullError } from '../../errors/service.ts';
import { limits } from '../../limits.ts';
import type { Patience } from '../slices.ts';
import { shownAddress } from './address.ts';
import { Pulse } from './Pulse.ts';
import type { Rows } from './Rows.ts';
import { Session } from './Session.ts';
import { asStoreError, isCancelled, isConflict, isLost } from './sqlErrors.ts';

/** Between two looks whether a database that was lost is there again, in milliseconds. */
const probeMs = 500;
/** Times that a transaction is begun which others are in the way of. */
const mostTries = 6;

/** Keys and counts are within what a double holds. */
const int8 = 20;
const getTypeParser = ((oid: number, format?: 'text') =>
  oid === int8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser;

/**
 * Said to each new connection: what bounds a statement; that a commit is on the disk when it is
 * answered, whatever the server's default is; and how an approximate search goes on until it has
 * enough.
 */
const greeting = `
  SET statement_timeout = ${limits.databaseMs};
  SET lock_timeout = ${limits.databaseLockMs};
  SET idle_in_transaction_session_timeout = ${limits.databaseMs};
  SET hnsw.iterative_scan = relaxed_order;
  SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off';
`;

/**
 * Connections to one database: a bounded number, for which a bounded number of calls wait a bounded
 * time. Once it cannot be reached, calls fail at once, until a look from time to time finds it again.
 */
export class Connections implements Rows {
  readonly place: string;
  readonly #options: ClientConfig;
  readonly #pool: Pool;
  readonly #pulse: Pulse<PoolClient>;
  #down: string | undefined;
  #ended: Promise<void> | undefined;

  constructor(url: string) {
    this.place = shownAddress(url);
    const options = {
      connectionString: url,
      application_name: 'selfsame',
      connectionTimeoutMillis: limits.databaseConnectMs,
      keepAlive: true,
      types: { getTypeParser },
    };
    this.#options = options;
    this.#pool = new Pool({
      ...options,
      max: limits.databaseConnections,
      onConnect: (client: ClientBase) => client.query(greeting).then(() => {}),
    });
    this.#pulse = new Pulse(
      () => answers({ ...options, query_timeout: limits.databaseConnectMs }),
      (error, clients) => {
        if (!isLost(error)) return;
        this.#lose(error);
        for (const client of clients) streamOf(client).destroy();
      },
    );
    // Whoever uses a connection that breaks is told by its query, and nobody else asks.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Why the database cannot be reached; undefined while it can. */
  get down(): string | undefined {
    return this.#down;
  }

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = await this.#take();
    try {
      return await this.#using(client, () => rowsOf(client).rows<Row>(text, values));
    } catch (error) {
      throw asStoreError(error, this.place);
    }
  }

  /**
   * Runs what belongs together in one transaction, and again where others were in its way.
   * @param patience how long all of it may take, and whether somebody waits for it
   */
  async transaction<T>(work: (rows: Rows) => Promise<T>, patience?: Patience): Promise<T> {
    const deadline = performance.now() + (patience?.ms ?? Number.POSITIVE_INFINITY);
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(work, patience, deadline);
      } catch (error) {
        if (isCancelled(error) && patience !== undefined) throw new TooSlowError(patience.ms);
        if (!isConflict(error) || tries === mostTries) throw asStoreError(error, this.place);
        await sleep(Math.random() * 20 * tries);
      }
    }
  }

  /** A connection for what takes long; ended, whatever it does, when it is let go. */
  async alone<T>(work: (rows: Rows) => Promise<T>, signal: AbortSignal): Promise<T> {
    const client = await this.#take();
    const end = () => void (client as unknown as { end(): Promise<void> }).end();
    signal.addEventListener('abort', end, { once: true });
    try {
      return await work(rowsOf(client));
    } catch (error) {
      throw asStoreError(error, this.place);
    } finally {
      signal.removeEventListener('abort', end);
      this.#release(client, true);
    }
  }

  /**
   * A connection beside the others, which do not delay it.
   * @param queryMs how long an answer may take before it counts as lost
   */
  session(queryMs: number): Promise<Session> {
    return Session.open({ ...this.#options, query_timeout: queryMs }, greeting, this.place);
  }

  end(): Promise<void> {
    this.#pulse.stop();
    this.#ended ??= this.#pool.end();
    return this.#ended;
  }

  async #once<T>(
    work: (rows: Rows) => Promise<T>,
    patience: Patience | undefined,
    deadline: number,
  ): Promise<T> {
    const client = await this.#take();
    const running = this.#using(client, async () => {
      patience?.signal.throwIfAborted();
      const ms = Math.max(1, Math.ceil(deadline - performance.now()));
      const bound = patience && `SET LOCAL statement_timeout = ${Math.min(ms, limits.databaseMs)}`;
      await client.query(bound === undefined ? 'BEGIN' : `BEGIN; ${bound}`);
      try {
        const value = await work(rowsOf(client));
        if (performance.now() > deadline) throw new TooSlowError(patience!.ms);
        const { command } = await client.query('COMMIT');
        if (command !== 'COMMIT') throw new Error('the database has undone the transaction');
        return value;
      } catch (error) {
        if (!isLost(error)) await client.query('ROLLBACK');
        throw error;
      }
    });
    return patience === undefined ? running : this.#unlessGone(running, client, patience.signal);
  }

  /** Rejects once nobody waits for it any more, and has the database give it up. */
  async #unlessGone<T>(running: Promise<T>, client: PoolClient, signal: AbortSignal): Promise<T> {
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const giveUp = () => {
      reject(signal.reason);
      const { processID } = client as unknown as { processID: number };
      this.rows('SELECT pg_cancel_backend($1)', [processID]).catch(() => {});
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await Promise.race([running, gone]);
    } finally {
      signal.removeEventListener('abort', giveUp);
      running.catch(() => {});
    }
  }

  async #take(): Promise<PoolClient> {
    if (this.#down !== undefined) throw new StoreUnavailableError(this.place, this.#down);
    if (this.#pool.waitingCount >= limits.storeCalls)
      throw new QueueFullError('calls to the database', limits.storeCalls);
    try {
      const client = await this.#pool.connect();
      this.#pulse.began(client);
      return client;
    } catch (error) {
      // All connections were at work for as long as one may wait.
      if (this.#pool.totalCount >= limits.databaseConnections && this.#pool.idleCount === 0)
        throw new QueueFullError('calls to the database', this.#pool.waitingCount + 1);
      this.#lose(error);
      throw new StoreUnavailableError(this.place, reasonOf(error), { cause: error });
    }
  }

  async #using<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
    let isBroken = false;
    try {
      return await work();
    } catch (error) {
      isBroken = isLost(error);
      throw error;
    } finally {
      this.#release(client, isBroken);
    }
  }

  #release(client: PoolClient, isOver: boolean): void {
    this.#pulse.ended(client);
    client.release(isOver);
  }

  #lose(error: unknown): void {
    if (this.#down === undefined) setTimeout(() => void this.#probe(), probeMs).unref();
    this.#down = reasonOf(error);
  }

  async #probe(): Promise<void> {
    if (this.#ended !== undefined) return;
    try {
      (await this.#pool.connect()).release();
      this.#down = undefined;
    } catch (error) {
      this.#down = undefined;
      this.#lose(error);
    }
  }
}

/** Over a connection of its own. */
async function answers(options: ClientConfig): Promise<void> {
  const client = new Client(options);
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    streamOf(client).destroy();
  }
}

const streamOf = (client: ClientBase) =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

const rowsOf = (client: PoolClient): Rows => ({
  rows: async (text, values = []) => (await client.query(text, [...values])).rows,
});
