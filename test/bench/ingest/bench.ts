import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { formatTable } from '../../../models/index.ts';
import { limits } from '../../../server/limits.ts';
import type { NewItem } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import { openStore } from '../../../server/store/openStore.ts';
import type { Benchmark } from '../benchmark.ts';
import { clusteredSet } from '../search/clustered.ts';

const collection = 'default';
const model = 'a'.repeat(64);
const rounds = 3;
const itemsAtOnce = 1000;

interface Figures {
  /** Commits a second of a bare SQLite table, one row each, as durable as ours: the disk's limit. */
  readonly bareCommits: number;
  /** Durable upserts of single items a second, by 1 and by 32 clients. */
  readonly single: number;
  readonly concurrent: number;
  /** Vectors a second, a thousand to a transaction. */
  readonly bulk: number;
}

/**
 * Durable writes: single items by 1 and 32 clients beside bare commits in the same rounds, and
 * vectors in bulk. `--dimensions 512`, `--seconds 3` of each measurement, `--vectors 20000` in bulk.
 */
export const ingest: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dimensions: { type: 'string', default: '512' },
      seconds: { type: 'string', default: '3' },
      vectors: { type: 'string', default: '20000' },
    },
  });
  const [dimensions, seconds, vectors] = [values.dimensions, values.seconds, values.vectors].map(
    Number,
  ) as [number, number, number];
  const results: Figures[] = [];
  for (let round = 0; round < rounds; round++) {
    results.push(await measure(dimensions, seconds * 1000, vectors));
  }
  const figures: Figures = {
    bareCommits: median(results.map((one) => one.bareCommits)),
    single: median(results.map((one) => one.single)),
    concurrent: median(results.map((one) => one.concurrent)),
    bulk: median(results.map((one) => one.bulk)),
  };
  return { table: tableOf(figures), figures: { dimensions, rounds: results, medians: figures } };
};

async function measure(dimensions: number, ms: number, vectors: number): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'selfsame-bench-'));
  const set = clusteredSet(vectors, 1, dimensions).vectors;
  const item = (n: number): NewItem => {
    const at = (n % vectors) * dimensions;
    const vector = set.slice(at, at + dimensions);
    const metadata = JSON.stringify({ n });
    return {
      id: `${n}`,
      metadata,
      vectors: [{ model, vector }],
      image: null,
      content: null,
      depth: null,
    };
  };
  const store = await open(join(folder, 'data'));
  try {
    return {
      bareCommits: bareCommits(join(folder, 'bare.sqlite'), dimensions, ms),
      single: await singles(store, item, 1, ms),
      concurrent: await singles(store, item, 32, ms),
      bulk: await bulk(store, item, vectors),
    };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What SQLite itself can do here, with the same durability. */
function bareCommits(file: string, dimensions: number, ms: number): number {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE rows (key INTEGER PRIMARY KEY, data BLOB)');
  const insert = database.prepare('INSERT INTO rows (data) VALUES (?)');
  const data = new Uint8Array(dimensions * Float32Array.BYTES_PER_ELEMENT);
  const began = performance.now();
  let done = 0;
  for (; performance.now() - began < ms; done++) insert.run(data);
  const rate = (1000 * done) / (performance.now() - began);
  database.close();
  return rate;
}

let next = 0;

async function singles(
  store: Store,
  item: (n: number) => NewItem,
  clients: number,
  ms: number,
): Promise<number> {
  const began = performance.now();
  let done = 0;
  const client = async () => {
    for (; performance.now() - began < ms; done++) await store.putItems(collection, [item(next++)]);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (1000 * done) / (performance.now() - began);
}

async function bulk(store: Store, item: (n: number) => NewItem, vectors: number): Promise<number> {
  const began = performance.now();
  for (let from = 0; from < vectors; from += itemsAtOnce) {
    const count = Math.min(itemsAtOnce, vectors - from);
    await store.putItems(
      collection,
      Array.from({ length: count }, () => item(next++)),
    );
  }
  return (1000 * vectors) / (performance.now() - began);
}

const open = (folder: string): Promise<Store> =>
  openStore({
    folder,
    model,
    exactLimit: limits.exactSearch,
    diskReserve: 0,
    onRestart: (thread, reason) => {
      throw new Error(`${thread}: ${reason}`);
    },
    onIndex() {},
  });

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function tableOf({ bareCommits, single, concurrent, bulk }: Figures): string {
  const row = (name: string, rate: number) => [
    name,
    rate.toFixed(0),
    `${(rate / bareCommits).toFixed(2)}x`,
  ];
  return formatTable([
    ['durable writes', 'a second', 'beside bare commits'],
    row('bare SQLite, one row to a commit', bareCommits),
    row('one item at a time, 1 client', single),
    row('one item at a time, 32 clients', concurrent),
    row('vectors in bulk', bulk),
  ]);
}
