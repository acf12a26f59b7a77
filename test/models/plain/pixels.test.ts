import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { decodePixels, goldenPicture, type PixelRule } from '../../../models/index.ts';
import { plainPixels } from '../../../models/plain/index.ts';

const plain: PixelRule = {
  ...{ width: 24, height: 24, fit: 'cover', background: [255, 200, 10], pixels: 2 },
};
const rules: Record<string, PixelRule> = {
  cover: plain,
  'cover, wide': { ...plain, width: 64, height: 40 },
  contain: { ...plain, fit: 'contain' },
  fill: { ...plain, fit: 'fill', width: 31 },
  'a middle cut out': { ...plain, pixels: 3, resize: 29 },
  'bicubic, as libvips cuts': { ...plain, pixels: 3, resize: 29, resampling: 'bicubic' },
  bicubic: { ...plain, pixels: 4, resize: 29, resampling: 'bicubic' },
  'bilinear, contain': { ...plain, pixels: 3, fit: 'contain', resampling: 'bilinear' },
  'area, fill': { ...plain, pixels: 3, fit: 'fill', resampling: 'area' },
};
const sizes = [
  [24, 24],
  [48, 48],
  [55, 41],
  [500, 375],
  [333, 700],
  [1203, 37],
  [20, 31],
  [7, 5],
  [40, 9],
  [1, 1],
] as const;

/** Of the noise in a picture's alpha, and of edges in its colours. @returns how far a value is off */
async function worstOf(width: number, height: number, rule: PixelRule, orientation = 1) {
  const picture = sharp(await goldenPicture(width + height, width, height)).ensureAlpha();
  const data = await picture.raw().toBuffer();
  for (let i = 3; i < data.length; i += 4) data[i] = i % 5 === 0 ? (i * 7919) % 256 : 255;
  const png = await sharp(data, { raw: { width, height, channels: 4 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
  const wanted = await decodePixels(png, rule);
  const made = plainPixels({ data, width, height }, rule, orientation);
  assert.equal(made.length, wanted.length);
  return made.reduce((most, one, i) => Math.max(most, Math.abs(one - wanted[i]!)), 0);
}

for (const [name, rule] of Object.entries(rules)) {
  test(`plain code makes the pixels that libvips makes: ${name}`, async () => {
    for (const [width, height] of sizes) {
      const worst = await worstOf(width, height, rule);
      assert.ok(worst <= 1, `${width} x ${height}: a value differs by ${worst}`);
    }
    for (let orientation = 2; orientation <= 8; orientation++) {
      for (const [width, height] of [sizes[2], sizes[8]]) {
        const worst = await worstOf(width, height, rule, orientation);
        assert.ok(worst <= 1, `orientation ${orientation}: a value differs by ${worst}`);
      }
    }
  });
}
