import { goldenPixels, plainPixels } from '@selfsame/models/plain';
import { encoderError } from './errors.ts';
import type { Fetched } from './model.ts';

/** Cosine of what is made here and what the encoder's publisher made of one picture. */
const least = 0.999;

/**
 * Sees that an encoder gives here what it gave where it was published.
 * @param run [height * width * 3] RGB in, [dimensions] out
 * @throws {ClientError} `encoder_differs`
 */
export async function checkGolden(
  { name, rule, golden }: Omit<Fetched, 'graph'>,
  run: (pixels: Uint8Array) => Promise<Float32Array>,
): Promise<void> {
  const { seed, width, height, embedding } = golden;
  const rgb = goldenPixels(seed, width, height);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  const made = await run(plainPixels({ data, width, height }, rule));
  const cosine = embedding.reduce((sum, value, i) => sum + value * (made[i] ?? Number.NaN), 0);
  // Written so that NaN fails.
  if (cosine >= least) return;
  throw encoderError(
    'encoder_differs',
    `${name} gives other vectors here than where it was published: cosine ${cosine} of a generated picture.`,
    'Have the server embed, and report it with the names of browser and device.',
  );
}
