import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { decodePixels, readBundle } from '@selfsame/models';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { listPictures } from './pictures.ts';

/**
 * The bare loop, without a server: the same decoding and the same graph, in batches of one size.
 * The next batch is decoded while the present one is inferred. Run as
 * `bare.ts <bundle> <folder of pictures> <seconds>`; writes one JSON line.
 */
const [dir, folder, seconds] = process.argv.slice(2) as [string, string, string];
const { card, graphPath } = await readBundle(dir);
const { input } = card;
const pictures = listPictures(folder).map((path) => readFileSync(path));
const session = await InferenceSession.create(graphPath, {
  intraOpNumThreads: availableParallelism(),
});

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

/** Pictures per second over at least `ms` milliseconds. */
async function measure(size: number, ms: number): Promise<number> {
  const infer = (pixels: Uint8Array) =>
    session.run({ pixels: new Tensor('uint8', pixels, [size, input.height, input.width, 3]) });
  await infer(await decodeBatch(size));
  let count = 0;
  let decoding = decodeBatch(size);
  const began = performance.now();
  while (performance.now() - began < ms) {
    const pixels = await decoding;
    decoding = decodeBatch(size);
    await infer(pixels);
    count += size;
  }
  const rate = (1000 * count) / (performance.now() - began);
  await decoding;
  return rate;
}

const trialMs = 250 * Number(seconds);
const trials: { batch: number; rate: number }[] = [];
for (const batch of [1, 2, 4, 8, 16, 32, 64]) {
  trials.push({ batch, rate: await measure(batch, trialMs) });
}
const { batch } = trials.toSorted((a, b) => b.rate - a.rate)[0]!;
const picturesPerSecond = await measure(batch, 1000 * Number(seconds));
console.log(JSON.stringify({ batch, picturesPerSecond }));
