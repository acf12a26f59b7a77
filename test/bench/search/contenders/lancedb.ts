import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from '../contender.ts';
import { importFrom } from '../packages.ts';

interface Query {
  distanceType(type: 'cosine'): Query;
  nprobes(count: number): Query;
  ef(count: number): Query;
  refineFactor(factor: number): Query;
  select(columns: string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<{ id: number }[]>;
}
interface Table {
  add(rows: object[]): Promise<unknown>;
  createIndex(column: string, options: object): Promise<void>;
  vectorSearch(vector: Float32Array): Query;
}
interface Package {
  connect(folder: string): Promise<{
    createTable(name: string, rows: object[]): Promise<Table>;
  }>;
  Index: { ivfPq(options: object): object; hnswSq(options: object): object };
}

const refine = 10;
const rowsAtOnce = 5000;

/** LanceDB with one of its indexes, its results refined by the float32 vectors. */
export async function lancedb(packages: string, kind: 'pq' | 'hnsw'): Promise<Contender> {
  const { connect, Index } = await importFrom<Package>(packages, '@lancedb/lancedb');
  const folder = await mkdtemp(join(tmpdir(), 'selfsame-bench-'));
  let table: Table;
  return {
    knob: kind === 'pq' ? 'nprobes' : 'ef',
    // What is refined must be within ef: ten results, ten times.
    settings: kind === 'pq' ? [1, 2, 5, 10, 20, 50] : [100, 128, 256, 512],
    async build(vectors, dimensions) {
      const count = vectors.length / dimensions;
      const database = await connect(folder);
      for (let from = 0; from < count; from += rowsAtOnce) {
        const rows = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, i) => {
          const at = (from + i) * dimensions;
          return { id: from + i, vector: Array.from(vectors.subarray(at, at + dimensions)) };
        });
        if (from === 0) table = await database.createTable('items', rows);
        else await table.add(rows);
      }
      const options = { distanceType: 'cosine' };
      const config = kind === 'pq' ? Index.ivfPq(options) : Index.hnswSq(options);
      await table.createIndex('vector', { config });
    },
    async search(vector, k, setting) {
      const query = table.vectorSearch(vector).distanceType('cosine').refineFactor(refine);
      const tuned = kind === 'pq' ? query.nprobes(setting!) : query.ef(setting!);
      return (await tuned.select(['id']).limit(k).toArray()).map(({ id }) => id);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
