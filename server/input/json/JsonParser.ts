import { QueueFullError } from '../../errors/service.ts';
import { limits } from '../../limits.ts';
import { Worker } from '../../workers/Worker.ts';
import { parseBody } from './parse.ts';
import type { ParserOperations } from './worker.ts';

/** Bodies up to so many bytes are parsed where they are: some milliseconds at the worst. */
const small = 64 * 1024;
/** Large bodies that wait. */
const mostWaiting = 64;

/** Parses JSON bodies, large ones in a thread of its own, one after the other. */
export class JsonParser {
  readonly #thread: Worker<ParserOperations, true>;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  private constructor(thread: Worker<ParserOperations, true>) {
    this.#thread = thread;
  }

  static async start(onRestart: (reason: string) => void): Promise<JsonParser> {
    const thread = await Worker.start<ParserOperations, true>({
      name: 'json',
      file: new URL('./worker.ts', import.meta.url),
      data: undefined,
      startMs: limits.startMs,
      callMs: limits.parseMs,
      maxPending: 1,
      onRestart,
    });
    return new JsonParser(thread);
  }

  /** What `parseBody` makes of a body. @throws {QueueFullError} and what `parseBody` throws */
  async parse(body: Buffer): Promise<unknown> {
    if (body.length <= small) return parseBody(body);
    if (this.#waiting >= mostWaiting) throw new QueueFullError('large JSON bodies', mostWaiting);
    this.#waiting++;
    // One at a time, because each is copied on its way.
    const parsed = this.#last.then(() => this.#thread.call('parse', body));
    this.#last = parsed.catch(() => {});
    try {
      return await parsed;
    } finally {
      this.#waiting--;
    }
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
