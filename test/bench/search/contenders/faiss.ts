import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ApartContender, Rate } from '../contender.ts';

const kinds = {
  hnsw: { knob: 'ef', settings: [16, 32, 64, 128, 256, 512, 1024] },
  pq: { knob: 'refined', settings: [2, 3, 5, 10, 20, 50] },
} as const;

/**
 * FAISS in a Python of its own, its candidates ranked anew by their vectors: HNSW over 8 bits a
 * dimension, or all vectors by 4 bits a pair of dimensions. Sixteen clients are one call of sixteen
 * queries, with as many threads as there are processors.
 */
export function faiss(python: string, kind: keyof typeof kinds): ApartContender {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-bench-faiss-'));
  const file = join(folder, 'rows');
  const script = join(import.meta.dirname, '../peers/faiss_index.py');
  const settings = JSON.stringify({ kind, threads: availableParallelism() });
  const child = spawn(python, [script, settings], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let indexMiB = 0;

  async function ask<T>(order: object, rows?: Float32Array): Promise<T> {
    if (rows) writeFileSync(file, rows);
    child.stdin.write(`${JSON.stringify({ ...order, file })}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('FAISS ended');
    return JSON.parse(value) as T;
  }

  return {
    ...kinds[kind],
    async build(vectors, dimensions) {
      indexMiB = await ask({ kind: 'build', dimensions }, vectors);
    },
    indexMiB: () => indexMiB,
    searchAll: (queries, k, setting) => ask({ kind: 'search', setting, k }, queries),
    rates: (setting, seconds) => ask<[Rate, Rate]>({ kind: 'rates', setting, seconds }),
    async close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
