import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bundle, findBundle, modelFolders, shippedModels } from '@selfsame/models';
import { devices } from '../../../server/config/devices.ts';
import type { Benchmark } from '../benchmark.ts';
import { oneOf, positive } from '../choices.ts';
import { median } from '../median.ts';
import { pythonOf } from '../peers/python.ts';
import { makePhotographs } from '../photographs.ts';
import type { BareFigures } from './bare.ts';
import type { Loaded, ServeFigures } from './figures.ts';
import { publishLarge } from './largeBundle.ts';
import type { LoadFigures } from './load.ts';
import { probeHealth } from './probe.ts';
import { measure, type Server, startExpress, startLitServe, startOurs } from './processes.ts';
import { readSums, type Stages, stagesBetween } from './stages.ts';
import { tableOf } from './table.ts';

const options = {
  data: { type: 'string' },
  encoders: { type: 'string', default: 'small,resnet50' },
  clients: { type: 'string', default: '1,8,32,128' },
  together: { type: 'string', default: '16' },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '5' },
  device: { type: 'string', default: 'cpu' },
  peer: { type: 'string', default: 'litserve' },
  'install-peers': { type: 'boolean', default: false },
} as const;
const made = 200;

/** What serves beside ours, and how it takes a picture. */
const peers = {
  litserve: { title: 'LitServe', body: 'form' },
  express: { title: 'Express', body: 'raw' },
} as const;
type PeerName = keyof typeof peers;

interface Setting {
  readonly folder: string;
  readonly seconds: string;
  readonly rounds: number;
}

/**
 * Embedding over HTTP beside a bare loop of the same work and beside another server, on the same
 * pictures and in turns. `--data <folder of JPEG files>`; without it, photographs are made.
 * `--encoders` names `small`, `resnet50`, and bundles as every command does. `--peer litserve` (with
 * OpenCV and onnxruntime, from PyPI by `--install-peers`) or `express`, the server that one writes
 * first.
 */
export const serve: Benchmark = async (args) => {
  const { values } = parseArgs({ args: [...args], options });
  const device = oneOf('device', values.device, devices);
  const peerName = oneOf('peer', values.peer, Object.keys(peers) as PeerName[]);
  const clients = values.clients.split(',').map((text) => positive('clients', text));
  const together = positive('together', values.together);
  const rounds = positive('rounds', values.rounds);
  positive('seconds', values.seconds);
  if (peerName === 'litserve' && device !== 'cpu')
    throw new Error('LitServe is compared with --device cpu: give --peer express');
  const python =
    peerName === 'litserve' ? await pythonOf('litserve', values['install-peers']) : undefined;
  const startPeer = (bundle: Bundle) =>
    python === undefined ? startExpress(bundle.dir, device) : startLitServe(python, bundle);
  const temporary = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  try {
    const folder = resolve(values.data ?? join(temporary, 'photographs'));
    if (values.data === undefined) await makePhotographs(folder, made);
    const setting = { folder, seconds: values.seconds, rounds };
    const figures: ServeFigures[] = [];
    for (const encoder of values.encoders.split(',')) {
      const bundle = await bundleOf(encoder, temporary);
      const data = mkdtempSync(join(temporary, 'data-'));
      const ours = await startOurs(bundle.dir, data, ['--device', device]);
      const peer = await startPeer(bundle).catch(async (error) => {
        await ours.stop();
        throw error;
      });
      try {
        const contest = { encoder, bundle: bundle.dir, device, ours, peer, peerName };
        figures.push(await compare(contest, clients, together, setting));
      } finally {
        await ours.stop();
        await peer.stop();
      }
    }
    return { table: tableOf(figures), figures };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

function bundleOf(encoder: string, temporary: string): Promise<Bundle> {
  if (encoder === 'resnet50') return publishLarge(join(temporary, 'models'));
  if (encoder === 'small') return findBundle(shippedModels, 'cifar10-small');
  return findBundle(modelFolders(), encoder);
}

interface Contest {
  readonly encoder: string;
  readonly bundle: string;
  readonly device: string;
  readonly ours: Server;
  readonly peer: Server;
  readonly peerName: PeerName;
}

async function compare(
  { encoder, bundle, device, ours, peer, peerName }: Contest,
  clients: readonly number[],
  pictures: number,
  { folder, seconds, rounds }: Setting,
): Promise<ServeFigures> {
  const { title, body } = peers[peerName];
  const bare = (...settings: string[]) =>
    measure<BareFigures>('bare.ts', bundle, device, folder, seconds, ...settings);
  const load = async ({ url }: Server, count: number, together: number): Promise<Loaded> => {
    const health = probeHealth(url);
    const args = [url, folder, `${count}`, `${together}`, seconds, body];
    const figures = await measure<LoadFigures>('load.ts', ...args);
    return { ...figures, health: health.stop() };
  };

  const settings = JSON.stringify(await bare());
  const bares: BareFigures[] = [];
  const one = new Map<number, { ours: Loaded; peer: Loaded; bare: number; stages: Stages }[]>();
  const together: { ours: Loaded; bare: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const count of clients) {
      // A bare loop beside each, because the machine is not the same all the time.
      const beside = await bare(settings);
      const before = await readSums(ours.url);
      const mine = await load(ours, count, 1);
      const stages = stagesBetween(before, await readSums(ours.url));
      const theirs = await load(peer, count, 1);
      const rest = { ours: mine, peer: theirs, bare: beside.picturesPerSecond, stages };
      one.set(count, [...(one.get(count) ?? []), rest]);
      bares.push(beside);
    }
    const beside = await bare(settings);
    together.push({ ours: await load(ours, 8, pictures), bare: beside.picturesPerSecond });
  }

  const rate = ({ picturesPerSecond }: Loaded) => picturesPerSecond;
  return {
    encoder,
    peer: title,
    bare: medianOf(bares),
    one: [...one].map(([count, met]) => ({
      clients: count,
      ours: medianOf(met.map((round) => round.ours)),
      peer: medianOf(met.map((round) => round.peer)),
      toPeer: median(met.map((round) => rate(round.ours) / rate(round.peer))),
      toBare: median(met.map((round) => rate(round.ours) / round.bare)),
      stages: medianOf(met.map((round) => round.stages)),
    })),
    together: {
      pictures,
      ours: medianOf(together.map((round) => round.ours)),
      toBare: median(together.map((round) => rate(round.ours) / round.bare)),
    },
  };
}

/** Number by number; what is no number is the same in all. */
function medianOf<T extends object>(records: readonly T[]): T {
  const names = Object.keys(records[0]!) as (keyof T)[];
  return Object.fromEntries(
    names.map((name) => {
      const values = records.map((record) => record[name]);
      return [name, typeof values[0] === 'number' ? median(values as number[]) : values[0]];
    }),
  ) as T;
}
