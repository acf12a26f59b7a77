import { FloatRows } from '../../../server/store/search/kernel/FloatRows.ts';
import { Kernel } from '../../../server/store/search/kernel/Kernel.ts';
import { TopK } from '../../../server/store/search/TopK.ts';
import { treeMiB } from '../peers/tree.ts';
import type { ApartContender, Built, Contender, Order, Point, Rate, Task } from './contender.ts';
import { load } from './load.ts';
import { type VectorSet, vectorSet } from './vectorSet.ts';

const k = 10;
/** What a search setting has to reach for those after it not to be measured. */
const enough = 0.999;

const contenders: Record<
  string,
  (packages: string, task: Task) => Promise<Contender | ApartContender>
> = {
  selfsame: async () => (await import('./contenders/selfsame.ts')).selfsame(),
  'selfsame, PostgreSQL': async (_, { database }) =>
    (await import('./contenders/postgres.ts')).postgres(database),
  'hnswlib-node': async (at) => (await import('./contenders/hnswlib.ts')).hnswlib(at),
  'LanceDB IVF-PQ': async (at) => (await import('./contenders/lancedb.ts')).lancedb(at, 'pq'),
  'LanceDB HNSW-SQ': async (at) => (await import('./contenders/lancedb.ts')).lancedb(at, 'hnsw'),
  'PGlite + pgvector': async (at) => (await import('./contenders/pglite.ts')).pglite(at),
  'FAISS HNSW-SQ8': async (at) => (await import('./contenders/faiss.ts')).faiss(at, 'hnsw'),
  'FAISS PQ4 fast scan': async (at) => (await import('./contenders/faiss.ts')).faiss(at, 'pq'),
};

/** One contender in a process of its own, started by `Process`: indexes, then does as it is told. */
const task = JSON.parse(process.argv[2]!) as Task;
const contender = await contenders[task.contender]!(task.packages, task);
const { queries, built } = await build(vectorSet(task));

async function build(set: VectorSet): Promise<{ queries: Float32Array[]; built: Built }> {
  const { vectors, dimensions } = set;
  const queries = Array.from({ length: set.queries.length / dimensions }, (_, i) =>
    set.queries.slice(i * dimensions, (i + 1) * dimensions),
  );
  const truth = nearest(vectors, set.queries, dimensions);
  const before = process.memoryUsage.rss();
  const began = performance.now();
  await contender.build(vectors, dimensions);
  const buildSeconds = (performance.now() - began) / 1000;
  const indexMiB =
    'indexMiB' in contender ? contender.indexMiB() : (process.memoryUsage.rss() - before) / 2 ** 20;

  const points: Point[] = [];
  for (const setting of contender.settings) {
    let found = 0;
    for (const [i, rows] of (await answers(set, queries, setting)).entries())
      found += rows.filter((row) => truth[i]!.has(row)).length;
    const recall = found / truth.length / k;
    const [{ perSecond }] = await rates(queries, setting, 0.5);
    points.push({ setting: setting ?? -1, recall, perSecond });
    if (recall >= enough && setting !== undefined) break;
  }
  return {
    queries,
    built: { knob: contender.knob, buildSeconds, indexMiB, databaseMiB: databaseMiB(), points },
  };
}

function databaseMiB(): number {
  const pid = 'databasePid' in contender ? contender.databasePid : undefined;
  return pid === undefined ? 0 : treeMiB(pid);
}

async function answers(
  set: VectorSet,
  queries: readonly Float32Array[],
  setting: number | undefined,
): Promise<number[][]> {
  if ('searchAll' in contender) return contender.searchAll(set.queries, k, setting!);
  const found: number[][] = [];
  for (const query of queries) found.push(await contender.search(query, k, setting));
  return found;
}

/** The true nearest rows of each query. */
function nearest(vectors: Float32Array, queries: Float32Array, dimensions: number): Set<number>[] {
  const row = (of: Float32Array, i: number) => of.subarray(i * dimensions, (i + 1) * dimensions);
  const found = Array.from({ length: queries.length / dimensions }, () => new TopK(k));
  const tile = new FloatRows(new Kernel(), dimensions, 256);
  const count = vectors.length / dimensions;
  for (let from = 0; from < count; from += tile.capacity) {
    const rows = Math.min(tile.capacity, count - from);
    for (let i = 0; i < rows; i++) tile.at(i).set(row(vectors, from + i));
    for (const [i, best] of found.entries()) {
      const products = tile.products(row(queries, i), 0, rows);
      for (const [other, product] of products.entries())
        if (product >= best.least) best.add(from + other, product);
    }
  }
  return found.map((best) => new Set(best.sorted().map(({ key }) => key)));
}

/** With one client and with sixteen. */
async function rates(
  queries: readonly Float32Array[],
  setting: number | undefined,
  seconds: number,
): Promise<[Rate, Rate]> {
  if ('rates' in contender) return contender.rates(setting!, seconds);
  const { search } = contender;
  const ask = (i: number) => search(queries[i]!, k, setting);
  return [
    await load(ask, queries.length, 1, seconds),
    await load(ask, queries.length, 16, seconds),
  ];
}

async function obey(order: Order): Promise<unknown> {
  if (order.kind === 'measure') {
    const setting = order.setting < 0 ? undefined : order.setting;
    return rates(queries, setting, task.seconds);
  }
  const more = (await contender.finish?.(queries, task.seconds)) ?? {};
  await contender.close();
  return more;
}

process.on('message', async (order: Order) => process.send!(await obey(order)));
process.on('disconnect', () => process.exit());
process.send!(built);
