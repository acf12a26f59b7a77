/**
 * Sizes of batches that are tried. The first run of every input shape is slow in onnxruntime, so
 * there are few, each warmed before the server is ready.
 */
export const batchSizes = [1, 2, 4, 8, 16, 64] as const;

/** A batch that takes longer makes everyone wait for more than it gains, in milliseconds. */
const longestMs = 250;
/** What a larger batch has to gain to be worth the waiting for it. */
const leastGain = 1.02;
/**
 * What every batch costs beside what is timed in a row here, in milliseconds: it is passed on to the
 * encoder's process and back, whose weights have left the cache meanwhile. With an encoder of 4 MB
 * whose picture takes 0.2 ms in a row it was 0.7 for a lone picture, and is less where many follow.
 */
const costMs = 0.4;

export interface WarmBatches {
  /** Ascending, from 1. */
  readonly batchSizes: readonly number[];
  /** At the best of them. */
  readonly picturesPerSecond: number;
}

/**
 * The batch sizes that are worth having, found by timing: larger ones as long as they are faster
 * for each picture and do not take long.
 * @param timeOf warms a size and times it, in milliseconds
 */
export async function warmBatches(timeOf: (size: number) => Promise<number>): Promise<WarmBatches> {
  const warmed: number[] = [];
  let best = 0;
  let picturesPerSecond = 0;
  for (const size of batchSizes) {
    const ms = await timeOf(size);
    const rate = size / (ms + costMs);
    if (size > 1 && (ms > longestMs || rate < best * leastGain)) break;
    warmed.push(size);
    best = rate;
    picturesPerSecond = Math.max(picturesPerSecond, (1000 * size) / ms);
  }
  return { batchSizes: warmed, picturesPerSecond };
}

/** How full a padded batch has to be to beat several smaller ones. */
const worthPadding = 0.6;

/**
 * How many of `waiting` pictures (at least 1) to take next, and the size to pad them to.
 * @param sizes ascending, from 1
 */
export function nextBatch(
  waiting: number,
  sizes: readonly number[],
): { take: number; size: number } {
  const padded = sizes.find((size) => size >= waiting) ?? sizes.at(-1)!;
  if (waiting >= padded * worthPadding) return { take: Math.min(waiting, padded), size: padded };
  const full = sizes.findLast((size) => size <= waiting)!;
  return { take: full, size: full };
}
