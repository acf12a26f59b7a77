import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PictureUnreadableError } from '@selfsame/models';
import { ThreadStoppedError } from '../../../errors/service.ts';
import { lowerPriority, niceness } from '../../../workers/priority.ts';
import type { Embedded, Measured } from './measure.ts';
import type { Answer, Copy, Drawn, Operation, Request } from './operations.ts';

const file = fileURLToPath(new URL('./process.ts', import.meta.url));

/**
 * A process that draws views and measures what becomes of them: a server that compares models again
 * and again gets all of the memory back, and requests go before it.
 */
export class Aside implements Disposable {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #signal: AbortSignal;
  #asked = 0;
  /** Why it works no more. */
  #ended: { readonly reason: unknown } | undefined;

  /** @param signal ends it, and rejects with its reason what is asked of it */
  constructor(signal: AbortSignal) {
    signal.throwIfAborted();
    this.#signal = signal;
    signal.addEventListener('abort', this.#abort);
    this.#child = fork(file, { serialization: 'advanced' });
    if (this.#child.pid !== undefined) lowerPriority(this.#child.pid, niceness.inference);
    this.#child.on('message', (answer: Answer) => this.#settle(answer));
    this.#child.on('error', (error) => this.#stopped(error.message));
    this.#child.on('exit', (code, killedBy) => this.#stopped(killedBy ?? `exit code ${code}`));
  }

  /** @throws {PictureUnreadableError} {@link ThreadStoppedError} */
  async draw(copy: Copy): Promise<{ readonly thumbnail: Buffer; readonly view: Buffer }> {
    const drawn = this.#ask('draw', copy) as Promise<Drawn>;
    const { thumbnail, view } = await drawn.catch((error) => {
      if (this.#ended) throw error;
      throw new PictureUnreadableError(error.message, error);
    });
    return { thumbnail: toBuffer(thumbnail), view: toBuffer(view) };
  }

  /** @throws {ThreadStoppedError} */
  measure(sides: readonly Embedded[]): Promise<Measured[]> {
    return this.#ask('measure', sides) as Promise<Measured[]>;
  }

  [Symbol.dispose](): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#child.kill('SIGKILL');
    this.#stopped('it was ended');
  }

  readonly #abort = () => {
    this.#end(this.#signal.reason);
    this.#child.kill('SIGKILL');
  };

  #ask(operation: Operation, argument: unknown): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended.reason);
    const id = this.#asked++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#child.send({ id, operation, argument } satisfies Request);
    return waiting.promise;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.result);
  }

  #stopped(how: string): void {
    this.#end(new ThreadStoppedError('comparing', how));
  }

  #end(reason: unknown): void {
    this.#ended ??= { reason };
    for (const { reject } of this.#waiting.values()) reject(this.#ended.reason);
    this.#waiting.clear();
  }
}

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
