import { SelfsameError } from '@selfsame/models';
import type { Logger } from 'pino';
import { QueueFullError } from '../errors/service.ts';
import type { Task } from './Task.ts';

/** Tasks that are remembered. */
const remembered = 20;

/** Tasks of one kind, of which one at a time is worked on. */
export class Tasks<One extends Task<string, unknown, unknown>> {
  readonly #kind: string;
  readonly #log: Logger;
  #all: One[] = [];
  #running: { readonly task: One; readonly stop: AbortController; end: Promise<void> } | null =
    null;

  /** @param kind in messages: "maps" */
  constructor(kind: string, log: Logger) {
    this.#kind = kind;
    this.#log = log;
  }

  /** Newest last. */
  list(): readonly One[] {
    return this.#all;
  }

  find(id: string): One | undefined {
    return this.#all.find((task) => task.id === id);
  }

  /** The one that is worked on. */
  get current(): One | undefined {
    return this.#running?.task;
  }

  /**
   * @param work resolves to what is found; is to end soon when the signal is aborted
   * @throws {QueueFullError} while another one is worked on
   */
  start(task: One, work: (signal: AbortSignal) => Promise<NonNullable<One['found']>>): One {
    if (this.#running !== null) throw new QueueFullError(this.#kind, 1);
    const stop = new AbortController();
    this.#all = [...this.#all, task].slice(-remembered);
    this.#running = { task, stop, end: Promise.resolve() };
    this.#running.end = this.#run(task, () => work(stop.signal), stop.signal);
    return task;
  }

  /** Ends one; one that has ended stays as it is. */
  async cancel(task: One): Promise<void> {
    if (this.#running?.task !== task) return;
    this.#running.stop.abort();
    await this.#running.end;
  }

  async close(): Promise<void> {
    if (this.#running !== null) await this.cancel(this.#running.task);
  }

  async #run(
    task: One,
    work: () => Promise<NonNullable<One['found']>>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      task.found = await work();
      task.state = 'done';
    } catch (error) {
      task.state = signal.aborted ? 'cancelled' : 'failed';
      if (signal.aborted) return;
      task.error = error as Error;
      const code = error instanceof SelfsameError ? error.code : 'internal_error';
      this.#log.error({ task: this.#kind, code, reason: task.error.message }, 'task failed');
    } finally {
      this.#running = null;
    }
  }
}
