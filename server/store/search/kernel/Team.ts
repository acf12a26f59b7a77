import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { Board, boardBytes, boardSize } from './board.ts';
import type { Kernel } from './Kernel.ts';
import { type Scan, scanBlocks } from './scanBlocks.ts';
import type { Told } from './scanThread.ts';

/** How long a scan may take: a thread that takes longer has ended. */
const mostMs = 10_000;
/** Helpers at most: more would wait for the memory. */
const mostHelpers = 7;
/** Blocks below which waking others takes longer than it saves. */
export const worthSharing = 512;

/** Threads that scan together; the one that asks is one of them. */
export class Team {
  size: number;
  readonly #board = new SharedArrayBuffer(boardBytes);
  readonly #shared = new Board(this.#board);
  readonly #kernels = new WeakMap<Kernel, number>();
  #helpers: { readonly worker: Worker; readonly port: MessagePort }[] = [];
  #known = 0;

  /** @param threads that it may have */
  constructor(threads: number) {
    this.size = Math.min(threads, mostHelpers + 1);
  }

  /** Does all of these scans. */
  run(kernel: Kernel, scans: readonly Scan[]): void {
    const blocks = scans.reduce((sum, { list, listEnd }) => sum + (listEnd - list) / 4, 0);
    if (this.size === 1 || scans.length === 1 || blocks < worthSharing) {
      for (const scan of scans) scanBlocks(kernel, scan);
      return;
    }
    const number = this.#numberOf(kernel);
    for (let from = 0; from < scans.length; from += boardSize) {
      const some = scans.slice(from, from + boardSize);
      this.#shared.put(number, some);
      this.#shared.work(() => kernel);
      if (this.#shared.done(some.length, mostMs)) continue;
      this.close();
      throw new Error('a thread that scans has ended without a word');
    }
  }

  /** Ends the others. */
  close(): void {
    this.size = 1;
    for (const { worker } of this.#helpers) void worker.terminate();
  }

  #numberOf(kernel: Kernel): number {
    if (this.#known === 0) this.#start();
    const known = this.#kernels.get(kernel);
    if (known !== undefined) return known;
    const number = ++this.#known;
    this.#kernels.set(kernel, number);
    const told: Told = { number, memory: kernel.memory };
    for (const { port } of this.#helpers) port.postMessage(told);
    return number;
  }

  #start(): void {
    this.#helpers = Array.from({ length: this.size - 1 }, () => {
      const { port1, port2 } = new MessageChannel();
      const worker = new Worker(new URL('./scanThread.ts', import.meta.url), {
        workerData: { board: this.#board, port: port2 },
        transferList: [port2],
      });
      // They end with the thread that they help.
      worker.unref();
      port1.unref();
      return { worker, port: port1 };
    });
  }
}
