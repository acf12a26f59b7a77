import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { sniffFormat } from '../../../models/index.ts';
import { costlyMs, decodingCost } from '../../../server/embed/decode/cost.ts';
import { declaredSize } from '../../../server/embed/decode/declaredSize.ts';

const [width, height] = [300, 70];
const flat = (...size: [number, number]) =>
  sharp({ create: { width: size[0], height: size[1], channels: 3, background: '#a64' } });
const small = flat(width, height);
const forms: Readonly<Record<string, Buffer>> = {
  jpeg: await small.clone().jpeg().toBuffer(),
  progressive: await small.clone().jpeg({ progressive: true }).toBuffer(),
  png: await small.clone().png().toBuffer(),
  interlaced: await small.clone().png({ progressive: true }).toBuffer(),
  gif: await small.clone().gif().toBuffer(),
  webp: await small.clone().webp().toBuffer(),
  'lossless webp': await small.clone().webp({ lossless: true }).toBuffer(),
  'webp with alpha': await small.clone().ensureAlpha(0.5).webp().toBuffer(),
  tiff: await small.clone().tiff().toBuffer(),
  avif: await small.clone().avif({ effort: 0 }).toBuffer(),
};

for (const [name, bytes] of Object.entries(forms)) {
  test(`${name}: the header tells the size, and whatever is cut short or changed is survived`, () => {
    const format = sniffFormat(bytes);
    assert.equal(declaredSize(bytes, format).pixels, width * height);
    for (let length = 0; length < Math.min(bytes.length, 400); length += 7) {
      assert.ok(declaredSize(bytes.subarray(0, length), format).pixels >= 0);
      const changed = Buffer.from(bytes);
      changed.fill(0xff, length, Math.min(length + 3, changed.length));
      assert.ok(declaredSize(changed, format).pixels >= 0);
    }
  });
}

test('interlaced and progressive pictures are known to cost more, and large ones to be costly', async () => {
  assert.ok(decodingCost(forms.interlaced!) > decodingCost(forms.png!));
  assert.ok(decodingCost(forms.progressive!) > decodingCost(forms.jpeg!));
  for (const bytes of Object.values(forms)) assert.ok(decodingCost(bytes) < costlyMs);
  const large = await flat(6000, 4000).png({ progressive: true }).toBuffer();
  assert.ok(decodingCost(large) > costlyMs);
  assert.ok(decodingCost(Buffer.from('nothing')) < costlyMs);
});
