import { createNearest, type Nearest, offer, type Vectors } from '@selfsame/models';
import { createProduct } from './product.ts';

/** Rows of the bank and of the queries that are compared at a time; 32 MiB of similarities. */
const bankBlock = 8192;
const queryBlock = 1024;

/**
 * The k rows of the bank that have the largest inner product with each query, block by block, so
 * that neither the bank nor all similarities need to be in memory.
 * @param bank and queries with rows of length one, whose inner product is the cosine
 * @returns for each query, min(k, bank.count) rows of the bank, nearest first
 */
export async function topK(
  bank: Vectors,
  queries: Vectors,
  k: number,
  onProgress?: (queriesDone: number) => void,
): Promise<Nearest[]> {
  const { dimensions } = bank;
  const rows = [Math.min(queryBlock, queries.count), Math.min(bankBlock, bank.count)] as const;
  const product = await createProduct('abT', [
    [rows[0], dimensions],
    [rows[1], dimensions],
  ]);
  // Rows of a last, shorter block keep what the block before left there; no one looks at them.
  const queryRows = new Float32Array(rows[0] * dimensions);
  const bankRows = new Float32Array(rows[1] * dimensions);
  const found: Nearest[] = [];
  try {
    for (let start = 0; start < queries.count; start += rows[0]) {
      const end = Math.min(start + rows[0], queries.count);
      queries.read(start, end, queryRows);
      for (let i = start; i < end; i++) found.push(createNearest(Math.min(k, bank.count)));
      for (let first = 0; first < bank.count; first += rows[1]) {
        const count = Math.min(rows[1], bank.count - first);
        bank.read(first, first + count, bankRows);
        const similarities = await product.run(queryRows, bankRows);
        for (let i = start; i < end; i++) {
          const row = (i - start) * rows[1];
          offer(found[i]!, similarities, [row, row + count], first);
        }
      }
      onProgress?.(end);
    }
  } finally {
    await product.close();
  }
  return found;
}
