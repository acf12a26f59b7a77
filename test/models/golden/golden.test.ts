import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  checkGolden,
  decodePixels,
  type Embed,
  goldenPicture,
  makeGolden,
  publishBundle,
} from '@selfsame/models';
import sharp from 'sharp';

const input = { width: 24, height: 16, fit: 'cover', background: [255, 255, 255] } as const;

/** An encoder by hand: the mean of each channel, in 0..1. */
const embed: Embed = async (pixels, n) => {
  assert.equal(pixels.length, n * 16 * 24 * 3);
  const sums = new Float32Array(3);
  for (const [i, value] of pixels.entries()) sums[i % 3]! += value / 255 / (16 * 24);
  return sums;
};

test('golden pictures are the same everywhere, and differ by seed', async () => {
  const pixels = await sharp(await goldenPicture(1, 50, 40))
    .raw()
    .toBuffer();
  assert.equal(pixels.length, 50 * 40 * 3);
  // Recorded once; if this changes, published bundles stop verifying.
  assert.equal(createHash('sha256').update(pixels).digest('hex').slice(0, 16), '01dc3dea10f4b087');
  const other = await sharp(await goldenPicture(2, 50, 40))
    .raw()
    .toBuffer();
  assert.notDeepEqual(pixels, other);
});

test('a published encoder that runs otherwise is found out', async () => {
  const root = await mkdtemp(join(tmpdir(), 'selfsame-golden-'));
  const dataset = { digest: '', pictures: 1, skipped: 0 };
  const training = {
    codeVersion: '',
    engine: '',
    seed: 1,
    steps: 1,
    epochs: 1,
    seconds: 1,
    config: {},
    dataset,
  };
  const { card } = await publishBundle(
    root,
    {
      name: 'mean',
      input,
      dimensions: 3,
      encoder: 'mean',
      parameters: 0,
      training,
      evaluation: {},
      golden: await makeGolden(input, embed),
    },
    Buffer.from('graph'),
  );
  await rm(root, { recursive: true });

  assert.ok(card.golden.length >= 2);
  for (const { width, height } of card.golden)
    assert.ok(width > input.width && height > input.height);
  const [first, second] = card.golden.map(({ embedding }) => embedding);
  assert.notDeepEqual(first, second);

  await checkGolden(card, embed);
  const shifted =
    (by: number): Embed =>
    async (pixels, n) =>
      (await embed(pixels, n)).map((v) => v + by);
  await checkGolden(card, shifted(5e-4));
  const mismatch = { name: 'GoldenMismatchError', code: 'golden_mismatch' };
  await assert.rejects(checkGolden(card, shifted(0.01)), mismatch);
  await assert.rejects(checkGolden(card, shifted(Number.NaN)), mismatch);
  await assert.rejects(
    checkGolden(card, async () => new Float32Array(2)),
    mismatch,
  );
  // Channels in the order BGR: the mistake that such a check exists for.
  await assert.rejects(
    checkGolden(card, async (p, n) => (await embed(p, n)).reverse()),
    mismatch,
  );
});

test('golden pictures go through the resize rule', async () => {
  const picture = await goldenPicture(3, 60, 60);
  const cover = await decodePixels(picture, input);
  const fill = await decodePixels(picture, { ...input, fit: 'fill' });
  assert.notDeepEqual(cover, fill);
});
