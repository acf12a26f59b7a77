/**
 * Sizes of batches that are tried. The first run of every input shape is slow in onnxruntime, so
 * there are few, each warmed before the server is ready; and enough that little is padded.
 */
export const batchSizes = [1, 2, 3, 4, 6, 8, 12, 16, 64] as const;

/** Pictures beyond which a batch does not wait for more, which would gain next to nothing. */
export const enough = 16;

/** A batch that takes longer makes everyone wait for more than it gains, in milliseconds. */
const longestMs = 250;
/** What a larger batch has to gain to be worth the waiting for it. */
const leastGain = 1.02;
/** Sizes in a row that gain too little, after which no larger one is tried: one may be bad luck. */
const mostInVain = 3;
/**
 * What every batch costs beside what is timed in a row here, in milliseconds: it is passed on to the
 * encoder's process and back, whose weights have left the cache meanwhile. With an encoder of 4 MB
 * whose picture takes 0.2 ms in a row it was 0.7 for a lone picture, and is less where many follow.
 */
const costMs = 0.4;

export interface WarmBatch {
  readonly size: number;
  /** What it takes, however many of its places are filled. */
  readonly ms: number;
}

export interface WarmBatches {
  /** By ascending sizes, from 1. */
  readonly batches: readonly WarmBatch[];
  /** At the best of those that a busy server fills, which are up to `enough`. */
  readonly picturesPerSecond: number;
}

/**
 * The batch sizes that are worth having, found by timing: larger ones as long as they are faster
 * for each picture and do not take long.
 * @param timeOf warms a size and times it, in milliseconds
 */
export async function warmBatches(timeOf: (size: number) => Promise<number>): Promise<WarmBatches> {
  const batches: WarmBatch[] = [];
  let best = 0;
  let inVain = 0;
  let picturesPerSecond = 0;
  for (const size of batchSizes) {
    const inARow = await timeOf(size);
    if (size > 1 && inARow > longestMs) break;
    const ms = inARow + costMs;
    if (size / ms >= best * leastGain) {
      batches.push({ size, ms });
      best = size / ms;
      inVain = 0;
      if (size <= enough) picturesPerSecond = (1000 * size) / inARow;
    } else if (++inVain === mostInVain) break;
  }
  return { batches, picturesPerSecond };
}

/**
 * How many of `waiting` pictures (at least 1) to take next, and the size to pad them to: what takes
 * the least time for each picture.
 * @param batches by ascending sizes, from 1
 */
export function nextBatch(
  waiting: number,
  batches: readonly WarmBatch[],
): { take: number; size: number } {
  const rate = ({ size, ms }: WarmBatch) => Math.min(waiting, size) / ms;
  const { size } = batches.reduce((best, batch) => (rate(batch) > rate(best) ? batch : best));
  return { take: Math.min(waiting, size), size };
}
