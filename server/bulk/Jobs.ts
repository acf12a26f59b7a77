import { realpathSync } from 'node:fs';
import { SelfsameError } from '@selfsame/models';
import { v7 as uuid } from 'uuid';
import { FolderBusyError, UnknownCollectionError, UnknownJobError } from '../errors/collections.ts';
import { QueueFullError } from '../errors/service.ts';
import { limits } from '../limits.ts';
import type { CollectionModels } from '../models/CollectionModels.ts';
import type { Store } from '../store/contract/Store.ts';
import { indexFolder } from './indexFolder.ts';
import { Job, type JobRequest, Pass } from './job.ts';
import { FolderWatcher } from './scan/FolderWatcher.ts';

/** Folders indexed at a time, and followed. */
const mostRunning = 4;
const mostFollowed = 32;

/** The indexing of folders on the server's machine, beside the requests. */
export class Jobs {
  readonly #store: Store;
  readonly #models: CollectionModels;
  readonly #mostBytes: number;
  readonly #jobs = new Map<string, Job>();
  /** Those that are not over. */
  readonly #running = new Map<Job, Promise<void>>();
  /** Passes that wait until there are fewer. */
  readonly #waiting: (() => void)[] = [];
  #passes = 0;

  /** @param mostBytes of one picture */
  constructor(store: Store, models: CollectionModels, mostBytes: number) {
    this.#store = store;
    this.#models = models;
    this.#mostBytes = mostBytes;
  }

  /** @throws {QueueFullError} {@link FolderBusyError} */
  start(given: JobRequest): Job {
    const request = { ...given, folder: realpathSync(given.folder) };
    for (const { id, request: other } of this.#running.keys()) {
      if (other.folder === request.folder && other.collection === request.collection)
        throw new FolderBusyError(given.folder, id);
    }
    if (!request.watch && this.#passes >= mostRunning)
      throw new QueueFullError('jobs', mostRunning);
    if (this.#running.size >= mostFollowed) throw new QueueFullError('jobs', mostFollowed);
    const job = new Job(uuid(), request);
    this.#jobs.set(job.id, job);
    this.#running.set(job, this.#run(job));
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= limits.jobsKept) break;
      if (old.isOver) this.#jobs.delete(id);
    }
    return job;
  }

  /** Newest last. */
  list(): Job[] {
    return [...this.#jobs.values()];
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** @throws {UnknownJobError} */
  get(id: string): Job {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new UnknownJobError(id);
    return job;
  }

  /** Ends a job after the pictures that it has in work. */
  async cancel(id: string): Promise<Job> {
    const job = this.get(id);
    job.cancel();
    await this.#running.get(job);
    return job;
  }

  /** Cancels what is running. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map(({ id }) => this.cancel(id)));
  }

  async #run(job: Job): Promise<void> {
    try {
      if (job.request.watch) await this.#follow(job);
      else await this.#pass(job);
      job.state = job.cancelled.aborted ? 'cancelled' : 'done';
    } catch (error) {
      job.state = 'failed';
      job.error = error as Error;
    } finally {
      this.#running.delete(job);
    }
  }

  /** Pass after pass, as often as something in the folder changes. */
  async #follow(job: Job): Promise<void> {
    const watcher = new FolderWatcher(job.request.folder);
    try {
      await watcher.listen();
      while (!job.cancelled.aborted) {
        try {
          await this.#pass(job);
        } catch (error) {
          // A folder that is not there may come back, and a full disk be emptied.
          if (!(error instanceof SelfsameError) || UnknownCollectionError.is(error)) throw error;
          job.error = error;
        }
        job.passes++;
        job.state = 'following';
        await watcher.changed(job.cancelled);
        if (job.cancelled.aborted) return;
        job.state = 'running';
        job.pass = new Pass();
      }
    } finally {
      await watcher.close();
    }
  }

  async #pass(job: Job): Promise<void> {
    if (this.#passes >= mostRunning)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#passes++;
    try {
      const means = { store: this.#store, mostBytes: this.#mostBytes };
      // With another model a pass begins anew: what it has put in is there already then.
      job.error = await this.#models.writing(job.request.collection, (encoding) => {
        job.pass = new Pass();
        return indexFolder(job, { ...means, encoding });
      });
    } finally {
      if (job.pass.counts.pruned > 0) this.#models.forget(job.request.collection);
      this.#passes--;
      this.#waiting.shift()?.();
    }
  }
}
