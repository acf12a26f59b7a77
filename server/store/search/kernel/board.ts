import type { Kernel } from './Kernel.ts';
import { type Scan, scanBlocks } from './scanBlocks.ts';

/** Scans that are on a board at once. */
export const boardSize = 128;
const [turnWord, doneWord, kernelWord, firstWord] = [0, 1, 2, 3];
const scanWords = 9;
export const boardBytes = 4 * (firstWord + boardSize * scanWords);

/**
 * Scans that several threads take from, in shared memory. One word says which of the turn's scans
 * is the next and how many there are, so that a thread that comes late takes none of another turn.
 */
export class Board {
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  /** The kernel that the scans are for. */
  get kernel(): number {
    return Atomics.load(this.#words, kernelWord);
  }

  /** Puts up the scans of another turn; those of the last one are done. */
  put(kernel: number, scans: readonly Scan[]): void {
    const words = this.#words;
    for (const [i, scan] of scans.entries()) words.set(wordsOf(scan), firstWord + i * scanWords);
    Atomics.store(words, kernelWord, kernel);
    Atomics.store(words, doneWord, 0);
    const turn = ((Atomics.load(words, turnWord) >>> 16) + 1) & 0x7fff;
    Atomics.store(words, turnWord, (turn << 16) | (scans.length << 8));
    Atomics.notify(words, turnWord);
  }

  /** Does scans as long as there are any. @param kernelOf the kernel of a number, if it is known */
  work(kernelOf: (kernel: number) => Kernel | undefined): void {
    const words = this.#words;
    for (;;) {
      const turn = Atomics.load(words, turnWord);
      const [next, count] = [turn & 0xff, (turn >> 8) & 0xff];
      if (next >= count) return;
      const kernel = kernelOf(this.kernel);
      if (kernel === undefined) return;
      if (Atomics.compareExchange(words, turnWord, turn, turn + 1) !== turn) continue;
      const from = firstWord + next * scanWords;
      scanBlocks(kernel, scanOf(words.subarray(from, from + scanWords)));
      if (Atomics.add(words, doneWord, 1) + 1 === count) Atomics.notify(words, doneWord);
    }
  }

  /** Waits for another turn than the one there is. */
  wait(): void {
    const turn = Atomics.load(this.#words, turnWord);
    if ((turn & 0xff) < ((turn >> 8) & 0xff)) return;
    Atomics.wait(this.#words, turnWord, turn);
  }

  /** Waits until the scans of this turn are done. @returns whether they are, within `ms` */
  done(count: number, ms: number): boolean {
    const end = performance.now() + ms;
    for (;;) {
      const done = Atomics.load(this.#words, doneWord);
      if (done === count) return true;
      const left = end - performance.now();
      if (left <= 0) return false;
      Atomics.wait(this.#words, doneWord, done, left);
    }
  }
}

const wordsOf = (scan: Scan): number[] => [
  ...[scan.list, scan.listEnd, scan.blocks, scan.stride, scan.tables, scan.tableBytes],
  ...[scan.pairs, scan.kept, scan.place],
];

/** Addresses go up to 4 GiB. */
function scanOf(words: Int32Array): Scan {
  const [list, listEnd, blocks, stride, tables, tableBytes, pairs, kept, place] = Uint32Array.from(
    words,
  ) as unknown as [number, number, number, number, number, number, number, number, number];
  return { list, listEnd, blocks, stride, tables, tableBytes, pairs, kept, place };
}
