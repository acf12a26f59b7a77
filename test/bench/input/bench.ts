import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PixelRule } from '@selfsame/models';
import { formatTable } from '../../../models/index.ts';
import { openCache, type PictureCache } from '../../../trainer/data/cache.ts';
import { createRandom } from '../../../trainer/random.ts';
import { pixelRule } from '../../../trainer/run/plan.ts';
import type { Benchmark } from '../benchmark.ts';
import { oneOf } from '../choices.ts';
import { median } from '../median.ts';
import { pythonOf } from '../peers/python.ts';
import { makePhotographs } from '../photographs.ts';
import { type AloneFigures, decodeAlone } from './alone.ts';
import { decodeBare } from './bareDecode.ts';
import { trainSome } from './waiting.ts';

/** Sides of stored pictures that are measured: that of the small encoders, and that of views of 224. */
const sides = [32, 256];
/** Sides that pictures are decoded to one after the other: what encoders take. */
const inputs = [24, 224];
const rounds = 3;
const made = 300;
const most = 5000;
const batch = 128;
const readMs = 1000;
const steps = 15;

/** What was measured for one side of stored pictures; rates are pictures per second. */
interface DecodeFigures {
  readonly side: number;
  readonly pictures: number;
  /** Into an empty cache; medians over the rounds. */
  readonly cold: number;
  /** With sharp alone, and the median of the rounds' ratios. */
  readonly bare: number;
  readonly ratio: number;
  /** Opening what has been decoded. */
  readonly warm: number;
  /** Batches of random pictures. */
  readonly read: number;
}

interface InputFigures {
  readonly decode: readonly DecodeFigures[];
  readonly alone: readonly AloneFigures[];
  readonly training: { readonly imagesPerSecond: number; readonly waiting: number };
}

/**
 * The input side: decoding beside sharp alone and, one picture after the other, beside OpenCV; opening,
 * reading, and the share of a step spent waiting for its batch. `--data <folder>`; without it,
 * photographs are made. `--peer opencv` (from PyPI by `--install-peers`) or `none`.
 */
export const input: Benchmark = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      peer: { type: 'string', default: 'opencv' },
      'install-peers': { type: 'boolean', default: false },
    },
  });
  const python =
    oneOf('peer', values.peer, ['opencv', 'none']) === 'opencv'
      ? await pythonOf('opencv', values['install-peers'])
      : undefined;
  const temporary = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  try {
    const folder = resolve(values.data ?? join(temporary, 'photographs'));
    if (values.data === undefined) await makePhotographs(folder, made);
    const decode: DecodeFigures[] = [];
    for (const side of sides) decode.push(await measureDecode(temporary, folder, side));
    const cache = await openCache(options(join(temporary, 'cache'), folder, sides[0]!));
    const training = await trainSome(cache, Math.min(batch, cache.count), steps);
    const jpegs = cache.paths.filter((path) => /\.jpe?g$/i.test(path));
    const files = jpegs.map((path) => join(folder, path));
    const alone: AloneFigures[] = [];
    for (const side of inputs) alone.push(await decodeAlone(files, pixelRule(side), python));
    cache.close();
    const figures: InputFigures = { decode, alone, training };
    return { table: tableOf(figures), figures };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

const options = (cacheRoot: string, folder: string, side: number) => ({
  ...{ folder, cacheRoot, minimum: 2, limit: most },
  rule: pixelRule(side),
});

async function measureDecode(
  temporary: string,
  folder: string,
  side: number,
): Promise<DecodeFigures> {
  const rule = pixelRule(side);
  const warmRoot = join(temporary, 'cache');
  const first = await openCache(options(warmRoot, folder, side));
  const { count, paths } = first;
  first.close();

  const results: { cold: number; bare: number; warm: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const root = join(temporary, `cold-${side}-${round}`);
    const cold = () => open(root, folder, side);
    const bare = () => decodeBare(folder, paths, rule);
    // Alternating, so that neither always has the warmer machine.
    const order = round % 2 === 0 ? [cold, bare] : [bare, cold];
    const rates = new Map<unknown, number>();
    for (const work of order) rates.set(work, await rateOf(count, work));
    const warm = await rateOf(count, () => open(warmRoot, folder, side));
    results.push({ cold: rates.get(cold)!, bare: rates.get(bare)!, warm });
    rmSync(root, { recursive: true });
  }
  const cache = await openCache(options(warmRoot, folder, side));
  const read = readRate(cache, rule);
  cache.close();
  return {
    ...{ side, pictures: count, read },
    cold: median(results.map(({ cold }) => cold)),
    bare: median(results.map(({ bare }) => bare)),
    ratio: median(results.map(({ cold, bare }) => cold / bare)),
    warm: median(results.map(({ warm }) => warm)),
  };
}

async function open(root: string, folder: string, side: number): Promise<void> {
  (await openCache(options(root, folder, side))).close();
}

async function rateOf(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (1000 * count) / (performance.now() - began);
}

function readRate(cache: PictureCache, { width, height }: PixelRule): number {
  const random = createRandom(1, 'reads');
  const into = new Uint8Array(batch * width * height * 3);
  const began = performance.now();
  let read = 0;
  while (performance.now() - began < readMs) {
    cache.read(
      Array.from({ length: batch }, () => random.integer(0, cache.count - 1)),
      into,
    );
    read += batch;
  }
  return (1000 * read) / (performance.now() - began);
}

function tableOf({ decode, alone, training }: InputFigures): string {
  const whole = (value: number) => value.toFixed(0);
  const columns = ['pictures/s', 'pictures', 'decoded', 'sharp alone', 'ratio', 'opened', 'read'];
  const rows = decode.map(({ side, pictures, cold, bare, ratio, warm, read }) => [
    ...[`${side} x ${side}`, whole(pictures), whole(cold), whole(bare), `${ratio.toFixed(2)}x`],
    ...[whole(warm), whole(read)],
  ]);
  const rate = `${whole(training.imagesPerSecond)} images/s`;
  const share = `${(100 * training.waiting).toFixed(2)} %`;
  const single = alone.map(({ side, ours, opencv }) => {
    const beside =
      opencv === undefined
        ? ''
        : `, OpenCV in ${opencv.toFixed(2)} ms: ${(opencv / ours).toFixed(2)}x its speed`;
    return `a JPEG to ${side} x ${side}, one after the other: ${ours.toFixed(2)} ms${beside}`;
  });
  return `${formatTable([columns, ...rows])}
${single.join('\n')}
small encoder on cpu: ${rate}, ${share} of the step's time spent waiting for its batch`;
}
