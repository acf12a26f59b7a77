import { goldenPicture } from '../golden/picture.ts';
import { decodePixels } from '../picture/pixels.ts';
import type { PixelRule } from '../picture/rule.ts';
import type { Bench, Trial } from './bench.ts';
import { EmbeddingsUnusableError } from './errors.ts';
import {
  type BatchWay,
  batchWays,
  encoderGraph,
  type Features,
  type Source,
} from './graph/assemble.ts';

/** A graph as it is published, loaded. */
export interface Proven {
  readonly graph: Uint8Array;
  readonly way: BatchWay;
  readonly trial: Trial;
}

/** Least cosine of a picture's embeddings in batches of two sizes. */
const alike = 0.9999;
/** Largest distance of an embedding's length from 1. */
const tolerance = 1e-3;

/**
 * Takes the first way by which pictures have the same embeddings in batches of several sizes.
 * @throws {EmbeddingsUnusableError | GraphUnrunnableError} where there is none
 */
export async function tryWays(
  path: string,
  source: Source,
  features: Features,
  rule: PixelRule,
  bench: Bench,
): Promise<Proven> {
  const pictures = await samplePixels(rule);
  let first: unknown;
  for (const way of batchWays(source)) {
    const graph = encoderGraph(source, features, way);
    let trial: Trial | undefined;
    try {
      trial = await bench.open(graph);
      await check(path, trial, source.input.batch ?? 1, features.dimensions, pictures, rule);
      return { graph, way, trial };
    } catch (error) {
      await trial?.release();
      // Another way would give the same.
      if (error instanceof EmbeddingsUnusableError) throw error;
      first ??= error;
    }
  }
  throw first;
}

const samplePixels = (rule: PixelRule): Promise<Uint8Array[]> =>
  Promise.all(
    [1, 2, 3].map(async (seed) =>
      decodePixels(await goldenPicture(seed, rule.width * 2, rule.height * 2), rule),
    ),
  );

async function check(
  path: string,
  trial: Trial,
  batch: number,
  dimensions: number,
  pictures: readonly Uint8Array[],
  { width, height }: PixelRule,
): Promise<void> {
  const rowsOf = async (n: number): Promise<Float32Array[]> => {
    const pixels = Buffer.concat(Array.from({ length: n }, (_, i) => pictures[i % 3]!));
    const { data, shape } = (await trial.run(pixels, [n, height, width, 3])).get('embedding')!;
    if (shape.join() !== `${n},${dimensions}`)
      throw new Error(`of ${n} pictures it makes [${shape.join(', ')}]`);
    const values = Float32Array.from(data);
    return Array.from({ length: n }, (_, i) =>
      values.subarray(i * dimensions, (i + 1) * dimensions),
    );
  };
  const rows = await rowsOf(batch);
  for (const row of rows) checkLength(path, row);
  for (const n of [1, 2, 3].filter((one) => one !== batch))
    for (const [i, row] of (await rowsOf(n)).entries())
      if (i < batch && !(cosine(row, rows[i]!) >= alike))
        throw new Error(`embeddings of ${n} pictures are others than those of ${batch}`);
}

function checkLength(path: string, row: Float32Array): void {
  const length = Math.sqrt(cosine(row, row));
  // Written so that NaN fails.
  if (!(length < Infinity))
    throw new EmbeddingsUnusableError(path, 'they have values that are no numbers');
  if (length < tolerance) throw new EmbeddingsUnusableError(path, 'they are zero');
  if (Math.abs(length - 1) > tolerance)
    throw new EmbeddingsUnusableError(
      path,
      `they have length ${length.toPrecision(3)} and not 1, without which --no-normalise is wrong`,
    );
}

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
