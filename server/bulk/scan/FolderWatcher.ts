import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

/** What is changed comes in many pieces: so long nothing has to happen, in milliseconds. */
const settleMs = 1000;
/** What goes on all the time is not waited for longer than this. */
const longestMs = 10_000;
/** A folder is looked at again after this even where nothing is heard of it, as on a network's disk. */
const againMs = 60_000;
/** How often it is seen whether the folder is another one: that of a disk that was mounted, or was not. */
const sameMs = 2000;

/** Says when it is time to look at a folder again. */
export class FolderWatcher {
  readonly #folder: string;
  readonly #looking: NodeJS.Timeout;
  #worker: Worker | null = null;
  /** Which folder is listened to. */
  #identity: string | null = null;
  /** When the first change was heard of that nobody has looked at. */
  #since: number | null = null;
  #settling: NodeJS.Timeout | undefined;
  #ready: () => void = () => {};
  #closed = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#looking = setInterval(() => void this.#listenAnew(), sameMs);
  }

  /** Listens to the folder that is there now; what changes from here on is heard of. */
  async listen(): Promise<void> {
    this.#identity = await this.#identify();
    await this.#worker?.terminate();
    if (this.#closed) return;
    const file = new URL('./watchThread.ts', import.meta.url);
    const worker = new Worker(file, { workerData: this.#folder, name: 'watch' });
    worker.on('message', () => this.#heard());
    // The system may have no more watches, or the folder be gone: it is looked at now and then.
    worker.on('error', () => {});
    this.#worker = worker;
  }

  /** Resolves once something has changed and settled, or after a while. */
  async changed(stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const again = setTimeout(resolve, againMs);
    stop.addEventListener('abort', () => resolve(), { once: true });
    this.#ready = resolve;
    if (this.#since !== null) this.#settle();
    await promise;
    clearTimeout(again);
    clearTimeout(this.#settling);
    this.#ready = () => {};
    this.#since = null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#looking);
    await this.#worker?.terminate();
  }

  async #listenAnew(): Promise<void> {
    if ((await this.#identify()) === this.#identity) return;
    await this.listen();
    this.#heard();
  }

  /** Which folder it is; null while there is none. */
  #identify(): Promise<string | null> {
    return stat(this.#folder).then(
      ({ dev, ino }) => `${dev} ${ino}`,
      () => null,
    );
  }

  #heard(): void {
    this.#since ??= Date.now();
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#settling);
    const left = this.#since! + longestMs - Date.now();
    this.#settling = setTimeout(() => this.#ready(), Math.max(0, Math.min(settleMs, left)));
  }
}
