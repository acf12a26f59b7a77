import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { isPlainJpeg } from '../../../server/embed/decode/isPlainJpeg.ts';

const flat = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#246' } });
const plain = await flat(40, 30).jpeg().toBuffer();

test('a photograph as cameras write it is plain, with or without metadata', async () => {
  assert.ok(isPlainJpeg(plain));
  const picture = flat(300, 200).withMetadata({ orientation: 6 }).withIccProfile('p3');
  assert.ok(isPlainJpeg(await picture.jpeg().toBuffer()));
  assert.ok(isPlainJpeg(await flat(40, 30).greyscale().jpeg().toBuffer()));
  assert.ok(isPlainJpeg(await flat(40, 30).toColourspace('cmyk').jpeg().toBuffer()));
});

test('what may take longer than its size tells is not', async () => {
  assert.equal(isPlainJpeg(await flat(40, 30).jpeg({ progressive: true }).toBuffer()), false);
  const scan = plain.subarray(plain.indexOf(Buffer.from([0xff, 0xda])));
  const manyScans = Buffer.concat([plain, ...Array.from({ length: 9 }, () => scan)]);
  assert.equal(isPlainJpeg(manyScans), false);
  const huge = Buffer.from(plain);
  const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
  huge.writeUInt16BE(30_000, frame + 5);
  huge.writeUInt16BE(30_000, frame + 7);
  assert.equal(isPlainJpeg(huge), false);
});

test('nor is any other format, or nothing', async () => {
  for (const format of ['png', 'webp', 'gif', 'tiff', 'avif'] as const) {
    assert.equal(isPlainJpeg(await flat(8, 8)[format]().toBuffer()), false);
  }
  assert.equal(isPlainJpeg(new Uint8Array()), false);
  assert.equal(isPlainJpeg(plain.subarray(0, 20)), false);
});

test('any bytes at all get an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
      const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), tail]);
      assert.equal(typeof isPlainJpeg(bytes), 'boolean');
    }),
  );
});
