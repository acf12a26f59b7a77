import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import sharp from 'sharp';
import {
  decodePixels,
  goldenPicture,
  inSrgb,
  type PixelRule,
  pictureLimits,
  sniffFormat,
} from '../../../models/index.ts';
import { tiffOf } from './tiff.ts';

const rule: PixelRule = {
  ...{ width: 24, height: 24, fit: 'cover', background: [255, 255, 255] },
  pixels: 2,
};
const file = (name: string) => readFileSync(`${import.meta.dirname}/pictures/${name}`);
const scene = await decodePixels(file('scene.png'), rule);
const heic = file('scene.heic');

const furthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

/** A Windows bitmap of 24 or 32 bits; rows from the bottom, or from the top with a negative height. */
async function bmpOf(png: Buffer, bits: 24 | 32, fromTop = false): Promise<Buffer> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const bytes = Buffer.alloc(54 + stride * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(fromTop ? -height : height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  for (let y = 0; y < height; y++) {
    const row = 54 + stride * (fromTop ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      for (const i of [0, 1, 2]) bytes[row + (x * bits) / 8 + i] = data[at + 2 - i]!;
    }
  }
  return bytes;
}

test('HEIC gives the pixels of the same scene', async () => {
  assert.equal(sniffFormat(heic), 'heic');
  const off = furthest(await decodePixels(heic, rule), scene);
  // Its colours are coded at half the resolution.
  assert.ok(off <= 10, `${off}`);
});

test('BMP of the usual kinds gives the very pixels', async () => {
  const png = await goldenPicture(2, 83, 61);
  const wanted = await decodePixels(png, rule);
  for (const bits of [24, 32] as const) {
    for (const fromTop of [false, true]) {
      const bmp = await bmpOf(png, bits, fromTop);
      assert.deepEqual(await decodePixels(bmp, rule), wanted, `${bits} ${fromTop}`);
    }
  }
});

test('both keep to the limits, before anything is decoded', async () => {
  const few = { ...pictureLimits, pixels: 240 * 180 - 1 };
  const large = { code: 'picture_too_large' };
  await assert.rejects(decodePixels(heic, rule, few), large);
  const bomb = await bmpOf(await goldenPicture(1, 8, 8), 24);
  bomb.writeInt32LE(60_000, 18);
  bomb.writeInt32LE(60_000, 22);
  await assert.rejects(decodePixels(bomb, rule), large);
});

test('damaged ones are refused, and the next is decoded', async () => {
  const bmp = await bmpOf(await goldenPicture(1, 8, 8), 24);
  const unreadable = { code: 'picture_unreadable' };
  for (const bytes of [heic, bmp])
    for (const length of [20, 40, Math.floor(bytes.length / 2)])
      await assert.rejects(decodePixels(bytes.subarray(0, length), rule), unreadable);
  const changed = Buffer.from(heic).fill(0x55, 1000, 20_000);
  await decodePixels(changed, rule).catch((error) => assert.equal(error.code, unreadable.code));
  assert.ok(furthest(await decodePixels(heic, rule), scene) <= 10);
});

test('formats that are not decoded are named, each with what makes a picture of it', async () => {
  const page = { width: 4, height: 4, values: Array(16).fill(1), sample: 'uint16' } as const;
  const canon = tiffOf(page);
  canon.write('CR', 8, 'latin1');
  const cases: [Buffer, RegExp, RegExp][] = [
    [Buffer.from('\xff\x0a..............', 'latin1'), /jxl/, /djxl/],
    [Buffer.from('\0\0\0\x0cjP  \r\n', 'latin1'), /jp2/, /opj_decompress/],
    [Buffer.from('P6\n2 2\n255\n............'), /ppm/, /pnmtopng/],
    [Buffer.from('FUJIFILMCCD-RAW 0201'), /raw/, /darktable/],
    [canon, /raw/, /darktable/],
    [Buffer.from('8BPS............'), /psd/, /Export/],
  ];
  for (const [bytes, name, remedy] of cases) {
    const error = await decodePixels(bytes, rule).then(
      () => assert.fail('it was decoded'),
      (reason) => reason,
    );
    assert.equal(error.code, 'picture_unsupported');
    assert.match(error.message, name);
    assert.match(error.remedy, remedy);
  }
});

test('colours of a wide profile come out as in sRGB', async () => {
  const size = { width: 24, height: 24 };
  const { data } = await sharp(await goldenPicture(4, 24, 24))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const wide = await sharp(data, { raw: { ...size, channels: 3 } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  const { icc } = await sharp(wide).metadata();
  const pixels = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
  assert.ok(furthest(pixels, data) > 10, 'the profile makes no difference');
  const off = furthest(await inSrgb(pixels, size, icc!), data);
  assert.ok(off <= 3, `${off}`);
});
