import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { decodePixels, readBundle } from '@selfsame/models';
import type { Device } from '../../../server/config/devices.ts';
import { prepareDevice } from '../../../server/embed/inference/prepareDevice.ts';
import { listPictures } from './pictures.ts';

/**
 * The bare loop, without a server: the same decoding and the same graph, in batches. The next batch
 * is decoded while the present one is inferred. Batch size, threads and their waiting are those
 * that do best here. Run as `bare.ts <bundle> <device> <folder of pictures> <seconds> [<settings>]`;
 * writes one JSON line.
 */
const [dir, device, folder, seconds, given] = process.argv.slice(2) as [
  ...[dir: string, device: string, folder: string, seconds: string],
  ...[given?: string],
];
prepareDevice(device as Device);
const { InferenceSession, Tensor } = await import('onnxruntime-node');
const { card, graphPath } = await readBundle(dir);
const { input } = card;
const pictures = listPictures(folder).map((path) => readFileSync(path));

export interface BareSettings {
  readonly batch: number;
  readonly threads: number;
  /** Whether idle threads of onnxruntime wait by spinning, as they do unless told otherwise. */
  readonly spin: boolean;
}

export interface BareFigures extends BareSettings {
  readonly picturesPerSecond: number;
}

let next = 0;
async function decodeBatch(size: number): Promise<Uint8Array> {
  const stride = input.width * input.height * 3;
  const pixels = new Uint8Array(size * stride);
  const decode = async (_: unknown, i: number) => {
    pixels.set(await decodePixels(pictures[next++ % pictures.length]!, input), i * stride);
  };
  await Promise.all(Array.from({ length: size }, decode));
  return pixels;
}

/** Over at least `ms` milliseconds. */
async function measure(settings: BareSettings, ms: number): Promise<BareFigures> {
  const { batch, threads, spin } = settings;
  const session = await InferenceSession.create(graphPath, {
    executionProviders: [device],
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: spin ? '1' : '0' } } },
  });
  const infer = (pixels: Uint8Array) =>
    session.run({ pixels: new Tensor('uint8', pixels, [batch, input.height, input.width, 3]) });
  await infer(await decodeBatch(batch));
  let count = 0;
  let decoding = decodeBatch(batch);
  const began = performance.now();
  while (performance.now() - began < ms) {
    const pixels = await decoding;
    decoding = decodeBatch(batch);
    await infer(pixels);
    count += batch;
  }
  const picturesPerSecond = (1000 * count) / (performance.now() - began);
  await decoding;
  await session.release();
  return { ...settings, picturesPerSecond };
}

async function best(): Promise<BareSettings> {
  const threads = availableParallelism();
  const single = { threads: 1, spin: false };
  const several = [false, true].map((spin) => ({ threads, spin }));
  const kinds = device === 'cpu' ? [single, ...several] : [single];
  const trials: BareFigures[] = [];
  for (const batch of [1, 4, 16, 32, 64]) {
    for (const kind of kinds) {
      trials.push(await measure({ batch, ...kind }, Math.min(700, 1000 * Number(seconds))));
    }
  }
  return trials.toSorted((a, b) => b.picturesPerSecond - a.picturesPerSecond)[0]!;
}

const settings = given === undefined ? await best() : (JSON.parse(given) as BareSettings);
console.log(JSON.stringify(await measure(settings, 1000 * Number(seconds))));
