import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { formatTable } from '../../../trainer/formatTable.ts';
import type { Benchmark } from '../benchmark.ts';
import type { Figures, Point, Task } from './contender.ts';
import { installPeer, peerPackages } from './packages.ts';

const ours = 'selfsame';
/** Contenders by the peer whose packages they take. */
const contendersOf: Readonly<Record<string, readonly string[]>> = {
  hnswlib: ['hnswlib-node'],
  lancedb: ['LanceDB IVF-PQ', 'LanceDB HNSW-SQ'],
  pglite: ['PGlite + pgvector'],
};
/** Recall at which contenders are compared. */
const target = 0.99;
/** One contender, its index built and every setting measured, in milliseconds. */
const timeout = 3 * 3_600_000;

/**
 * Search over clustered vectors, or those of a file, beside peers, each in a process of its own.
 * `--vectors 20000`, `--dimensions 512` or `--embeddings <file.npy>`, `--queries 500`, `--seconds 5`
 * of each measurement, `--peers hnswlib,lancedb,pglite` ("" for none).
 */
export const search: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      embeddings: { type: 'string', default: '' },
      vectors: { type: 'string', default: '20000' },
      dimensions: { type: 'string', default: '512' },
      queries: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '5' },
      peers: { type: 'string', default: Object.keys(peerPackages).join(',') },
    },
  });
  const [vectors, dimensions, queries, seconds] = [
    values.vectors,
    values.dimensions,
    values.queries,
    values.seconds,
  ].map(Number) as [number, number, number, number];
  const sizes = { vectors, dimensions, queries, seconds };
  if (!Object.values(sizes).every((value) => value > 0)) throw new Error('a size is no number');
  const subject = { embeddings: values.embeddings, ...sizes };
  const figures: Record<string, Figures | string> = {};
  figures[ours] = await measure({ contender: ours, packages: '', ...subject });
  console.error(`${ours}: ${JSON.stringify(figures[ours])}`);
  for (const peer of values.peers.split(',').filter((name) => name !== '')) {
    if (!(peer in contendersOf)) throw new Error(`there is no peer '${peer}'`);
    for (const contender of contendersOf[peer]!) {
      try {
        const packages = await installPeer(peer);
        figures[contender] = await measure({ contender, packages, ...subject });
      } catch (error) {
        // A peer that cannot be installed or run here is no reason not to measure the others.
        figures[contender] = (error as Error).message.split('\n').slice(0, 3).join(' ');
      }
      // Each as it comes: a run at a million takes hours.
      console.error(`${contender}: ${JSON.stringify(figures[contender])}`);
    }
  }
  return { table: tableOf(figures), figures: { ...subject, contenders: figures } };
};

async function measure(task: Task): Promise<Figures> {
  const script = join(import.meta.dirname, 'run.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=8192', script, JSON.stringify(task)],
    { timeout, maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Figures;
}

/** The quickest setting that has the target's recall; if none has, that of the best recall. */
function comparable({ points }: Figures): Point {
  const good = points.filter(({ recall }) => recall >= target);
  if (good.length === 0) return points.reduce((a, b) => (b.recall > a.recall ? b : a));
  return good.reduce((a, b) => (b.rates[1]!.perSecond > a.rates[1]!.perSecond ? b : a));
}

function tableOf(figures: Readonly<Record<string, Figures | string>>): string {
  const header = ['', 'setting', 'recall@10', '1 client', 'p99 ms', '16 clients', 'p99 ms'];
  const rows: string[][] = [];
  const missing: string[] = [];
  const row = (name: string, knob: string, { setting, recall, rates }: Point) => {
    const [one, many] = rates as [Point['rates'][0], Point['rates'][0]];
    rows.push([
      ...[name, setting < 0 ? 'default' : `${knob} ${setting}`, recall.toFixed(4)],
      ...[one.perSecond.toFixed(0), one.p99.toFixed(2)],
      ...[many.perSecond.toFixed(0), many.p99.toFixed(2)],
    ]);
  };
  for (const [name, figure] of Object.entries(figures)) {
    if (typeof figure === 'string') missing.push(`${name} could not be measured: ${figure}`);
    else {
      if (name === ours) row(name, figure.knob, figure.points[0]!);
      row(name, figure.knob, comparable(figure));
    }
  }
  const built = Object.entries(figures).flatMap(([name, figure]) =>
    typeof figure === 'string'
      ? []
      : [[name, figure.buildSeconds.toFixed(1), figure.indexMiB.toFixed(0)]],
  );
  const { more } = figures[ours] as Figures;
  const further = Object.entries(more).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return [
    formatTable([header, ...rows]),
    `queries a second; of each peer the quickest setting with recall@10 of ${target} or more`,
    formatTable([['', 'build s', 'memory MiB'], ...built]),
    `selfsame: ${further.join(', ')}`,
    ...missing,
  ].join('\n');
}
