import usearch from 'usearch';
import type { Contender, Figures, Point, Task } from './contender.ts';
import { load } from './load.ts';
import { vectorSet } from './vectorSet.ts';

const k = 10;
/** What a search setting has to reach for those after it not to be measured. */
const enough = 0.999;

const contenders: Record<string, (packages: string) => Promise<Contender>> = {
  selfsame: async () => (await import('./contenders/selfsame.ts')).selfsame(),
  'hnswlib-node': async (at) => (await import('./contenders/hnswlib.ts')).hnswlib(at),
  'LanceDB IVF-PQ': async (at) => (await import('./contenders/lancedb.ts')).lancedb(at, 'pq'),
  'LanceDB HNSW-SQ': async (at) => (await import('./contenders/lancedb.ts')).lancedb(at, 'hnsw'),
  'PGlite + pgvector': async (at) => (await import('./contenders/pglite.ts')).pglite(at),
};

/** Measures one contender. */
async function measure(task: Task): Promise<Figures> {
  const { seconds } = task;
  const set = vectorSet(task);
  const { dimensions } = set;
  const queries = Array.from({ length: set.queries.length / dimensions }, (_, i) =>
    set.queries.slice(i * dimensions, (i + 1) * dimensions),
  );
  const truth = nearest(set.vectors, set.queries, dimensions);
  const contender = await contenders[task.contender]!(task.packages);
  const before = process.memoryUsage.rss();
  const began = performance.now();
  await contender.build(set.vectors, dimensions);
  const buildSeconds = (performance.now() - began) / 1000;
  const indexMiB = (process.memoryUsage.rss() - before) / 2 ** 20;

  const points: Point[] = [];
  for (const setting of contender.settings) {
    const ask = (i: number) => contender.search(queries[i]!, k, setting);
    let found = 0;
    for (const [i, wanted] of truth.entries()) {
      found += (await ask(i)).filter((row) => wanted.has(row)).length;
    }
    const recall = found / truth.length / k;
    const rates = [
      await load(ask, queries.length, 1, seconds),
      await load(ask, queries.length, 16, seconds),
    ];
    points.push({ setting: setting ?? -1, recall, rates });
    if (recall >= enough && setting !== undefined) break;
  }
  const more = (await contender.finish?.(queries, seconds)) ?? {};
  await contender.close();
  return { knob: contender.knob, buildSeconds, indexMiB, points, more };
}

/** The true nearest rows of each query. */
function nearest(vectors: Float32Array, queries: Float32Array, dimensions: number): Set<number>[] {
  const { keys } = usearch.exactSearch(vectors, queries, dimensions, k, usearch.MetricKind.IP, 0);
  return Array.from(
    { length: queries.length / dimensions },
    (_, i) => new Set(Array.from(keys.subarray(i * k, (i + 1) * k), Number)),
  );
}

const figures = await measure(JSON.parse(process.argv[2]!) as Task);
console.log(JSON.stringify(figures));
process.exit(0);
