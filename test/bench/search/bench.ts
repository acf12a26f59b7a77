import { parseArgs } from 'node:util';
import type { Benchmark } from '../benchmark.ts';
import { oneOf, positive } from '../choices.ts';
import { benchSchema } from '../peers/postgres.ts';
import { ourPostgres, ours, type SearchFigures } from './figures.ts';
import { inTurns } from './inTurns.ts';
import { Process } from './Process.ts';
import { peerNames, peerPlace } from './packages.ts';
import { tableOf } from './table.ts';

/** Contenders by the peer whose packages they take. */
const contendersOf: Readonly<Record<string, readonly string[]>> = {
  hnswlib: ['hnswlib-node'],
  lancedb: ['LanceDB IVF-PQ', 'LanceDB HNSW-SQ'],
  pglite: ['PGlite + pgvector'],
  faiss: ['FAISS HNSW-SQ8', 'FAISS PQ4 fast scan'],
};

/**
 * Search over clustered vectors, or those of a file, beside peers, each in a process of its own.
 * All indexes are built first; then the contenders are measured in turns, because a machine is not
 * the same all the time. `--vectors 20000`, `--dimensions 512` or `--embeddings <file.npy>`,
 * `--queries 500`, `--rounds 3`, `--seconds 3` of each measurement,
 * `--peers hnswlib,lancedb,pglite,faiss` ("" for none), `--install-peers` those that are not there.
 * `--store postgres` has the store over PostgreSQL beside the embedded one: `--database postgres://...`
 * of this machine, or that of `.ci/postgres`.
 */
export const search: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      embeddings: { type: 'string', default: '' },
      vectors: { type: 'string', default: '20000' },
      dimensions: { type: 'string', default: '512' },
      queries: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      peers: { type: 'string', default: peerNames.join(',') },
      store: { type: 'string', default: 'embedded' },
      database: { type: 'string', default: process.env.TEST_POSTGRES },
      'install-peers': { type: 'boolean', default: false },
    },
  });
  const { embeddings } = values;
  const sizes = {
    vectors: positive('vectors', values.vectors),
    dimensions: positive('dimensions', values.dimensions),
    queries: positive('queries', values.queries),
    seconds: positive('seconds', values.seconds),
  };
  const rounds = positive('rounds', values.rounds);
  const store = oneOf('store', values.store, ['embedded', 'postgres']);
  if (store === 'postgres') await (await benchSchema(values.database)).drop();
  const peers = values.peers.split(',').filter((name) => name !== '');
  const unknown = peers.find((peer) => !(peer in contendersOf));
  if (unknown !== undefined) throw new Error(`there is no peer '${unknown}'`);

  const database = values.database ?? '';
  const subject = { embeddings, ...sizes };
  const processes = new Map<string, Process>();
  const missing: Record<string, string> = {};
  async function start(contender: string, packages: string): Promise<void> {
    const process = await Process.start({ contender, packages, database, ...subject });
    processes.set(contender, process);
    // Each as it comes: a run at a million takes hours.
    console.error(`${contender}: ${JSON.stringify(process.built)}`);
  }
  try {
    await start(ours, '');
    if (store === 'postgres') await start(ourPostgres, '');
    for (const peer of peers) {
      for (const contender of contendersOf[peer]!) {
        try {
          await start(contender, await peerPlace(peer, values['install-peers']));
        } catch (error) {
          // A peer that cannot be installed or run here is no reason not to measure the others.
          missing[contender] = (error as Error).message.split('\n').slice(0, 3).join(' ');
          console.error(`${contender}: ${missing[contender]}`);
        }
      }
    }
    const measured = await inTurns(processes, rounds);
    const more: Record<string, Readonly<Record<string, number>>> = {};
    for (const [name, process] of processes) {
      const told = await process.finish();
      if (Object.keys(told).length > 0) more[name] = told;
    }
    const built = Object.fromEntries(
      [...processes].map(([name, process]) => [name, process.built]),
    );
    const figures: SearchFigures = { built, measured, more, missing };
    return { table: tableOf(figures), figures: { ...subject, rounds, ...figures } };
  } finally {
    // Also after an error: one that waits for orders would keep this process from ending.
    for (const process of processes.values()) process.stop();
  }
};
