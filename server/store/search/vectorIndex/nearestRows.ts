import usearch from 'usearch';

/** How rows are compared: by squared distance, or by inner product. */
const metrics = { distance: usearch.MetricKind.L2sq, product: usearch.MetricKind.IP } as const;

/**
 * Compares every row with every query.
 * @param rows [rows, dimensions]
 * @param queries [queries, dimensions]
 * @param count of no more than the rows there are
 * @returns for each query the numbers of the `count` nearest rows, the nearest first
 */
export function nearestRows<Values extends Float32Array | Int8Array>(
  rows: Values,
  queries: Values,
  dimensions: number,
  count: number,
  metric: keyof typeof metrics,
  threads: number,
): number[][] {
  const { keys } = usearch.exactSearch(rows, queries, dimensions, count, metrics[metric], threads);
  return Array.from({ length: queries.length / dimensions }, (_, i) =>
    Array.from(keys.subarray(i * count, (i + 1) * count), Number),
  );
}
