import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { type Bundle, findBundle, shippedModels } from '@selfsame/models';
import { limits } from '../../../server/limits.ts';
import { openPostgres } from '../../../server/store/postgres/openPostgres.ts';
import type { Benchmark } from '../benchmark.ts';
import { positive, someOf } from '../choices.ts';
import { type HeldServer, startHeld } from '../hold/server.ts';
import { type BenchSchema, benchSchema } from '../peers/postgres.ts';
import { treeCpu } from '../peers/tree.ts';
import { clusteredSet } from '../search/clustered.ts';
import type { Rate } from '../search/contender.ts';
import { collection, putRows } from '../search/contenders/store.ts';
import { figuresOf, type Kind, kinds, type Load, type Met, tableOf } from './figures.ts';

const root = join(import.meta.dirname, '../../..');
const queries = 500;

/**
 * What a request costs where several servers share one database, all on this machine: CPU time of the
 * servers and of the database with 1 to `--replicas 3` of them, asked in turns by `--clients 16`.
 * `--database postgres://...` of this machine, or that of `.ci/postgres`; `--items 20000` are there;
 * `--kinds searches,writes,mixed`, `--rounds 3`, `--seconds 5` of each measurement and of what warms up.
 */
export const scale: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      database: { type: 'string' },
      replicas: { type: 'string', default: '3' },
      items: { type: 'string', default: '20000' },
      clients: { type: 'string', default: '16' },
      kinds: { type: 'string', default: kinds.join(',') },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
    },
  });
  const asked = {
    kinds: someOf('kinds', values.kinds, kinds),
    replicas: positive('replicas', values.replicas),
    items: positive('items', values.items),
    clients: positive('clients', values.clients),
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
  };
  const schema = await benchSchema(values.database ?? process.env.TEST_POSTGRES);
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  try {
    const bundle = await findBundle(shippedModels, 'cifar10-small');
    const vectors = join(folder, 'vectors.json');
    writeFileSync(vectors, JSON.stringify(await fill(schema, bundle, asked.items)));
    const met = await rounds({ ...asked, schema, vectors, bundle });
    const figures = figuresOf(met);
    return { table: tableOf(figures), figures: { ...asked, figures } };
  } finally {
    await schema.drop();
    rmSync(folder, { recursive: true });
  }
};

/** Puts vectors in, and waits for their graph. @returns others to ask with */
async function fill({ url, ask }: BenchSchema, { card }: Bundle, items: number) {
  const { dimensions, graph } = card;
  const set = clusteredSet(items, queries, dimensions);
  const row = (of: Float32Array, n: number) => of.slice(n * dimensions, (n + 1) * dimensions);
  const store = await openPostgres({ url, exactLimit: limits.exactSearch, onIndex() {} });
  try {
    await putRows(store, set.vectors, dimensions, graph.sha256);
    while (!(await store.isIndexed(collection, graph.sha256))) await sleep(200);
  } finally {
    await store.close();
  }
  // It would come at any time, and be counted with whatever goes on then.
  for (const table of ['items', 'vectors']) {
    await ask(`VACUUM ANALYZE ${table}`);
    await ask(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  }
  return Array.from({ length: queries }, (_, n) => Array.from(row(set.queries, n)));
}

interface Asked {
  readonly kinds: readonly Kind[];
  readonly replicas: number;
  readonly clients: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly schema: BenchSchema;
  readonly vectors: string;
  readonly bundle: Bundle;
}

/** Up from one replica to all, then down, and so on: what changes meanwhile is in favour of none. */
async function rounds(asked: Asked): Promise<Met[]> {
  process.env.SELFSAME_STORE = asked.schema.url;
  const servers: HeldServer[] = [];
  const met: Met[] = [];
  const counts = Array.from({ length: asked.replicas }, (_, i) => i + 1);
  try {
    for (let round = 0; round < asked.rounds; round++) {
      for (const count of round % 2 === 0 ? counts : counts.toReversed()) {
        while (servers.length > count) await servers.pop()!.stop();
        while (servers.length < count)
          servers.push(await startHeld(root, ['--model', asked.bundle.dir]));
        met.push(...(await measureAll(asked, servers, round)));
      }
    }
    return met;
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function measureAll(
  asked: Asked,
  servers: readonly HeldServer[],
  round: number,
): Promise<Met[]> {
  const met: Met[] = [];
  const { clients, seconds, vectors } = asked;
  const urls = servers.map(({ url }) => url);
  const load = (kind: Kind): Promise<Counted> =>
    run({ ...{ urls, kind, vectors, clients, seconds }, ids: `${process.hrtime.bigint()}` });
  const idle = async (): Promise<Counted> => {
    await sleep(1000 * seconds);
    return { clients: 0, perSecond: 0, p99: 0, requests: seconds };
  };
  const measure = async (kind: Met['kind'], work: () => Promise<Counted>) => {
    const before = cpuOf(servers, asked.schema);
    const { perSecond, p99, requests } = await work();
    const after = cpuOf(servers, asked.schema);
    const ms = (of: 'servers' | 'database') => (1000 * (after[of] - before[of])) / requests;
    const rest = { perSecond, p99, servers: ms('servers'), database: ms('database') };
    met.push({ kind, round, replicas: servers.length, ...rest });
    console.error(JSON.stringify(met.at(-1)));
  };
  for (const kind of asked.kinds) {
    // What is new is compiled while it runs first.
    await load(kind);
    await measure(kind, () => load(kind));
  }
  await measure('idle', idle);
  return met;
}

const cpuOf = (servers: readonly HeldServer[], { pid }: BenchSchema) => ({
  servers: servers.reduce((sum, server) => sum + treeCpu(server.pid), 0),
  database: treeCpu(pid),
});

type Counted = Rate & { readonly requests: number };

async function run(load: Load): Promise<Counted> {
  const script = join(import.meta.dirname, 'load.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(load)]);
  return JSON.parse(stdout) as Counted;
}
