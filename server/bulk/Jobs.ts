import { v7 as uuid } from 'uuid';
import type { Encoders } from '../embed/Encoders.ts';
import { UnknownJobError } from '../errors/collections.ts';
import { QueueFullError } from '../errors/service.ts';
import { limits } from '../limits.ts';
import type { Store } from '../store/contract/Store.ts';
import { indexFolder } from './indexFolder.ts';
import { Job } from './job.ts';

/** Folders indexed at a time. */
const mostRunning = 4;

/** The indexing of folders on the server's machine, beside the requests. */
export class Jobs {
  readonly #store: Store;
  readonly #encoders: Encoders;
  readonly #mostBytes: number;
  readonly #jobs = new Map<string, Job>();
  readonly #running = new Map<Job, Promise<void>>();

  /** @param mostBytes of one picture */
  constructor(store: Store, encoders: Encoders, mostBytes: number) {
    this.#store = store;
    this.#encoders = encoders;
    this.#mostBytes = mostBytes;
  }

  /** @throws {QueueFullError} */
  start(collection: string, folder: string, hidden: boolean): Job {
    if (this.#running.size >= mostRunning) throw new QueueFullError('jobs', mostRunning);
    const job = new Job(uuid(), collection, folder, hidden);
    this.#jobs.set(job.id, job);
    this.#running.set(job, this.#run(job));
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= limits.jobsKept) break;
      if (old.state !== 'running') this.#jobs.delete(id);
    }
    return job;
  }

  /** Newest last. */
  list(): Job[] {
    return [...this.#jobs.values()];
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
      const encoder = () => this.#encoders.serving;
      await indexFolder(job, this.#store, encoder, this.#mostBytes);
      job.state = job.cancelled.aborted ? 'cancelled' : 'done';
    } catch (error) {
      job.state = 'failed';
      job.error = error as Error;
    } finally {
      this.#running.delete(job);
    }
  }
}
