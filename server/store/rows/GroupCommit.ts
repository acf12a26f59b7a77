import type { DatabaseSync } from 'node:sqlite';
import { StorageFullError } from '../../errors/collections.ts';
import { asStoreError } from './database.ts';

interface Write {
  readonly run: () => unknown;
  readonly rows: number;
  readonly adds: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows in one transaction at most: what one commit may delay the first write of them by. */
const largestGroup = 256;

/**
 * Gathers the writes that arrive while the last commit syncs into one transaction, and settles
 * each only after its commit. A write that throws is undone alone.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #hasRoom: () => boolean;
  #waiting: Write[] = [];

  /** @param hasRoom whether what adds to the database may be written; else only what does not */
  constructor(database: DatabaseSync, hasRoom: () => boolean) {
    this.#database = database;
    this.#hasRoom = hasRoom;
  }

  /** Runs what changes `rows` rows or so and adds to the database. @throws {StorageFullError} */
  add<T>(run: () => T, rows = 1): Promise<T> {
    return this.#enqueue(run, rows, true);
  }

  /** Runs what takes no more room than before: it goes on when the disk is nearly full. */
  remove<T>(run: () => T, rows = 1): Promise<T> {
    return this.#enqueue(run, rows, false);
  }

  /** Commits what is waiting. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#nextGroup());
  }

  #enqueue<T>(run: () => T, rows: number, adds: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const write = { run, rows, adds, resolve, reject };
      if (this.#waiting.push(write) === 1) setImmediate(() => this.flush());
    });
  }

  #nextGroup(): Write[] {
    let rows = 0;
    const end = this.#waiting.findIndex((write, i) => {
      rows += write.rows;
      return i > 0 && rows > largestGroup;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  #commit(group: readonly Write[]): void {
    const database = this.#database;
    const settle: (() => void)[] = [];
    try {
      const hasRoom = this.#hasRoom();
      database.exec('BEGIN IMMEDIATE');
      for (const write of group) {
        if (hasRoom || !write.adds) settle.push(this.#apply(write));
        else settle.push(() => write.reject(new StorageFullError()));
      }
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const { reject } of group) reject(asStoreError(error));
      return;
    }
    for (const done of settle) done();
  }

  #apply({ run, resolve, reject }: Write): () => void {
    const database = this.#database;
    database.exec('SAVEPOINT one');
    try {
      const value = run() as never;
      database.exec('RELEASE one');
      return () => resolve(value);
    } catch (error) {
      // On a full disk and the like, SQLite has undone the whole transaction already.
      if (!database.isTransaction) throw error;
      database.exec('ROLLBACK TO one; RELEASE one');
      return () => reject(asStoreError(error));
    }
  }
}
