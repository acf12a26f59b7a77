import type { Kernel } from './Kernel.ts';
import { keepBest } from './keepBest.ts';

/** Room for pairs beyond those that are kept, before the worst of them are sorted out. */
const spare = 512;
export const pairBytes = 8;
/** What the kernel writes besides, and where the pairs end. */
export const placeBytes = 128;
const endWord = 16;

/** A scan of some blocks, by one thread; addresses are in bytes. */
export interface Scan {
  /** uint32, numbers of blocks. */
  readonly list: number;
  readonly listEnd: number;
  readonly blocks: number;
  readonly stride: number;
  readonly tables: number;
  readonly tableBytes: number;
  /** Room for `pairsFor(kept)`. */
  readonly pairs: number;
  readonly kept: number;
  readonly place: number;
}

/** Bytes of the pairs of a scan. */
export const pairsFor = (kept: number): number => (2 * kept + spare) * pairBytes;

/** Leaves the best `kept` pairs of a lane and its score, in any order. */
export function scanBlocks(kernel: Kernel, scan: Scan): void {
  const { list, listEnd, blocks, stride, tables, tableBytes, pairs, kept, place } = scan;
  // A block that begins at the limit adds 32.
  const limit = pairs + pairsFor(kept) - 33 * pairBytes;
  let end = pairs;
  let threshold = 0;
  for (let at = list; at < listEnd; at = kernel.words[place / 4]!) {
    end = kernel.scan(
      ...([at, listEnd, blocks, stride, tables, tableBytes] as const),
      ...([end, limit, threshold, place] as const),
    );
    const count = (end - pairs) / pairBytes;
    if (count <= kept) continue;
    threshold = keepBest(kernel.words, pairs / 4, count, kept) + 1;
    end = pairs + kept * pairBytes;
  }
  kernel.words[place / 4 + endWord] = end;
}

/** What a scan that is done has left: uint32, a lane and its score each. */
export const pairsOf = ({ words }: Kernel, { pairs, place }: Scan): Uint32Array =>
  words.subarray(pairs / 4, words[place / 4 + endWord]! / 4);
