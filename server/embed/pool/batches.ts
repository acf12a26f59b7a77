/**
 * The batch sizes that the encoder is run with. The first run of every input shape is slow in
 * onnxruntime, so there are few, each warmed before the server is ready.
 */
export const batchSizes = [1, 4, 16, 64] as const;

/** How full a padded batch has to be to beat several smaller ones. */
const worthPadding = 0.6;

/**
 * How many of `waiting` pictures (at least 1) to take next, and the size to pad them to.
 */
export function nextBatch(waiting: number): { take: number; size: number } {
  const padded = batchSizes.find((size) => size >= waiting) ?? batchSizes.at(-1)!;
  if (waiting >= padded * worthPadding) return { take: Math.min(waiting, padded), size: padded };
  const full = batchSizes.findLast((size) => size <= waiting)!;
  return { take: full, size: full };
}
