import type { DatabaseSync } from 'node:sqlite';
import { asStoreError } from './database.ts';

interface Write {
  readonly run: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Writes in one transaction at most: what one commit may delay the first of them by. */
const largestGroup = 256;

/**
 * Gathers the writes that arrive while the last commit syncs into one transaction, and settles
 * each only after its commit. A write that throws is undone alone.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  #waiting: Write[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  write<T>(run: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ run, resolve, reject }) === 1) setImmediate(() => this.flush());
    });
  }

  /** Commits what is waiting. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#waiting.splice(0, largestGroup));
  }

  #commit(writes: readonly Write[]): void {
    const database = this.#database;
    const settle: (() => void)[] = [];
    try {
      database.exec('BEGIN IMMEDIATE');
      for (const write of writes) settle.push(this.#apply(write));
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const { reject } of writes) reject(asStoreError(error));
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
