import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { decodePixels, goldenPicture, type PixelRule } from '@selfsame/models';
import sharp from 'sharp';
import { hasSrgbProfile } from '../../../models/picture/srgbProfile.ts';

const rule: PixelRule = {
  ...{ width: 32, height: 24, fit: 'cover', background: [255, 255, 255] },
  pixels: 2,
};

const marker = Buffer.from('ff', 'hex');
const isProfile = (jpeg: Buffer, at: number) =>
  jpeg[at + 1] === 0xe2 && jpeg.toString('latin1', at + 4, at + 15) === 'ICC_PROFILE';

/** A JPEG's segments before its scan, and the rest. */
function segmentsOf(jpeg: Buffer): { segments: Buffer[]; rest: Buffer } {
  const segments: Buffer[] = [];
  let at = 2;
  while (jpeg[at] === marker[0] && jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    segments.push(jpeg.subarray(at, end));
    at = end;
  }
  return { segments, rest: jpeg.subarray(at) };
}

function rebuilt(jpeg: Buffer, change: (profile: Buffer) => readonly Buffer[]): Buffer {
  const { segments, rest } = segmentsOf(jpeg);
  const changed = segments.flatMap((one) => (isProfile(one, 0) ? change(one.subarray(18)) : [one]));
  return Buffer.concat([jpeg.subarray(0, 2), ...changed, rest]);
}

function segment(part: Buffer, number: number, of: number): Buffer {
  const head = Buffer.from('ffe20000', 'hex');
  const named = Buffer.concat([Buffer.from('ICC_PROFILE\0', 'latin1'), Buffer.from([number, of])]);
  head.writeUInt16BE(2 + named.length + part.length, 2);
  return Buffer.concat([head, named, part]);
}

suite('a profile that says sRGB', () => {
  let plain: Buffer;
  let srgb: Buffer;
  let p3: Buffer;

  before(async () => {
    const picture = await goldenPicture(3, 160, 120);
    plain = await sharp(picture).jpeg().toBuffer();
    srgb = await sharp(picture).withIccProfile('srgb').jpeg().toBuffer();
    p3 = await sharp(picture).withIccProfile('p3').jpeg().toBuffer();
  });

  test('is told by what it says of colours', () => {
    assert.deepEqual([plain, srgb, p3].map(hasSrgbProfile), [false, true, false]);
    const gamma = rebuilt(srgb, (profile) => {
      const other = Buffer.from(profile);
      // Its curve's first number, the exponent.
      other.writeInt32BE(2.2 * 0x1_00_00, other.indexOf('para', 132) + 12);
      return [segment(other, 1, 1)];
    });
    assert.ok(!hasSrgbProfile(gamma));
  });

  test('may lie in several segments, and is none where one is missing or cut short', () => {
    const halves = (profile: Buffer) => [
      segment(profile.subarray(200), 2, 2),
      segment(profile.subarray(0, 200), 1, 2),
    ];
    assert.ok(hasSrgbProfile(rebuilt(srgb, halves)));
    assert.ok(!hasSrgbProfile(rebuilt(srgb, (profile) => halves(profile).slice(1))));
    const short = (profile: Buffer) => [segment(profile.subarray(0, 200), 1, 1)];
    assert.ok(!hasSrgbProfile(rebuilt(srgb, short)));
    for (let end = 0; end < 400; end += 7) assert.ok(!hasSrgbProfile(srgb.subarray(0, end)));
  });

  test('changes no pixel, where another one does', async () => {
    const pixels = await decodePixels(srgb, rule);
    const without = await decodePixels(
      rebuilt(srgb, () => []),
      rule,
    );
    assert.deepEqual(pixels, without);
    const other = await decodePixels(p3, rule);
    const bare = await decodePixels(
      rebuilt(p3, () => []),
      rule,
    );
    assert.notDeepEqual(other, bare);
  });
});
