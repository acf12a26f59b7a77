import { SelfsameError } from '@selfsame/models/light';
import { QueueFullError, ThreadStoppedError } from '../errors/service.ts';
import type { Carrier, OpenCarrier } from './carrier.ts';
import type { AnswerMessage, CallMessage, Operations } from './protocol.ts';
import { fromRecord } from './protocol.ts';
import { thread } from './thread.ts';

export interface WorkerOptions {
  /** What the thread is called in messages: "inference". */
  readonly name: string;
  readonly file: URL;
  /** What `serve` starts with. */
  readonly data: unknown;
  /** `thread` unless said otherwise, or `childProcess`. */
  readonly carrier?: OpenCarrier;
  /** Time for one start, in milliseconds. */
  readonly startMs: number;
  /** Ends a start that is under way, when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Time for one call, its wait for a restart included, in milliseconds. */
  readonly callMs: number;
  readonly maxPending: number;
  readonly onRestart: (reason: string) => void;
  /** Told what the thread reports by `note`. */
  readonly onNote?: (message: string) => void;
}

interface PendingCall {
  readonly message: CallMessage;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
  sent: boolean;
}

const slowestRestartMs = 10_000;

/**
 * A worker, in a thread or a process of its own, that answers calls and is started again whenever
 * it stops. Calls that a stopped one had taken are rejected with `ThreadStoppedError`; later ones wait
 * for the new one, unless its start failed by an error that somebody has to mend. A call that outlasts
 * `callMs` has a hung worker ended, so that no caller waits for ever.
 */
export class Worker<Ops extends Operations, Ready> {
  readonly #options: WorkerOptions;
  readonly #calls = new Map<number, PendingCall>();
  #carrier: Carrier | undefined;
  #ready: Ready | undefined;
  #lastId = 0;
  #started = false;
  #failedStarts = 0;
  /** Why it was not started again, where that is something for people to mend. */
  #refusal: ThreadStoppedError | undefined;
  #closed = false;

  private constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Starts the thread; the first start's failure is the caller's, later ones are tried again. */
  static async start<Ops extends Operations, Ready>(
    options: WorkerOptions,
  ): Promise<Worker<Ops, Ready>> {
    const thread = new Worker<Ops, Ready>(options);
    await thread.#start();
    return thread;
  }

  /** What the running thread said when it was ready; undefined while it is being started again. */
  get ready(): Ready | undefined {
    return this.#ready;
  }

  call<Name extends keyof Ops & string>(
    operation: Name,
    argument: Parameters<Ops[Name]>[0],
  ): Promise<Awaited<ReturnType<Ops[Name]>>> {
    const { name, maxPending, callMs } = this.#options;
    if (this.#closed) return Promise.reject(new ThreadStoppedError(name, 'the server is stopping'));
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
    if (this.#calls.size >= maxPending)
      return Promise.reject(new QueueFullError(`calls of the ${name} thread`, maxPending));
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const timer = setTimeout(() => this.#expire(id), callMs);
      const message = { id, operation, argument };
      this.#calls.set(id, { message, resolve, reject, timer, sent: false });
      if (this.#ready !== undefined) this.#send(id);
    });
  }

  /** Ends the running thread, whatever it is doing; a new one takes its place. */
  async replace(): Promise<void> {
    // Calls from now on are for the next thread.
    this.#ready = undefined;
    await this.#carrier?.terminate();
  }

  /** Ends the thread for good, whatever it is doing; calls under way fail. */
  async end(): Promise<void> {
    this.#closed = true;
    await this.#carrier?.terminate();
  }

  /** Lets the thread finish what it has, calls its `close` operation and ends it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const last = this.#ready === undefined ? undefined : this.call('close', undefined as never);
    this.#closed = true;
    await last?.catch(() => {});
    await this.#carrier?.terminate();
  }

  #start(): Promise<void> {
    const { file, data, name, startMs, signal, carrier: open = thread } = this.#options;
    return new Promise((resolve, reject) => {
      let reason: unknown;
      const giveUp = (why: string) => {
        reason = new Error(why);
        void carrier.terminate();
      };
      const timer = setTimeout(
        () => giveUp(`it did not start within ${startMs / 1000} s`),
        startMs,
      );
      const stop = () => giveUp('the server is stopping');
      const carrier = open(file, data, name, {
        message: (message) => {
          if (message.kind === 'failed') {
            reason = fromRecord(message.error);
          } else if (message.kind === 'ready') {
            clearTimeout(timer);
            signal?.removeEventListener('abort', stop);
            this.#failedStarts = 0;
            this.#refusal = undefined;
            this.#started = true;
            this.#ready = message.value as Ready;
            for (const id of this.#calls.keys()) this.#send(id);
            resolve();
          } else if (message.kind === 'note') {
            this.#options.onNote?.(message.text);
          } else this.#settle(message);
        },
        exit: (cause) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', stop);
          reason ??= cause ?? new Error('it was ended');
          reject(reason instanceof SelfsameError ? reason : stopped(name, reason));
          if (this.#started) this.#restart(reason);
        },
      });
      this.#carrier = carrier;
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  }

  #restart(cause: unknown): void {
    const { name, onRestart } = this.#options;
    const error = stopped(name, cause);
    this.#ready = undefined;
    if (cause instanceof SelfsameError) this.#refusal = error;
    for (const [id, { sent }] of this.#calls) {
      if (sent || this.#closed || this.#refusal) this.#take(id)?.reject(error);
    }
    if (this.#closed) return;
    onRestart(error.message);
    const delay = Math.min(slowestRestartMs, 50 * 2 ** this.#failedStarts++);
    setTimeout(() => {
      // A failed start comes back here through the worker's exit.
      if (!this.#closed) this.#start().catch(() => {});
    }, delay).unref();
  }

  #send(id: number): void {
    const call = this.#calls.get(id)!;
    call.sent = true;
    this.#carrier!.send(call.message);
  }

  #settle(message: Extract<AnswerMessage, { id: number }>): void {
    const call = this.#take(message.id);
    if (message.kind === 'value') call?.resolve(message.value as never);
    else call?.reject(fromRecord(message.error));
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    if (call !== undefined) clearTimeout(call.timer);
    this.#calls.delete(id);
    return call;
  }

  #expire(id: number): void {
    const call = this.#take(id);
    const { name, callMs } = this.#options;
    call?.reject(new ThreadStoppedError(name, `no answer came within ${callMs / 1000} s`));
    if (call?.sent) void this.replace();
  }
}

function stopped(name: string, cause: unknown): ThreadStoppedError {
  return new ThreadStoppedError(name, cause instanceof Error ? cause.message : String(cause));
}
