import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import {
  decodePicture,
  decodePixels,
  goldenPicture,
  type PixelRule,
} from '../../../models/index.ts';
import { tiffOf } from './tiff.ts';

const [width, height] = [96, 72];
const rule: PixelRule = {
  ...{ width: 24, height: 24, fit: 'cover', background: [255, 255, 255] },
  pixels: 2,
};
const scene = await goldenPicture(3, width, height);
const greys = await sharp(scene).toColourspace('b-w').raw().toBuffer();
const colours = await sharp(scene).raw().toBuffer();
const eight = await sharp(greys, { raw: { width, height, channels: 1 } })
  .png()
  .toBuffer();
const plain = await decodePixels(eight, rule);

const size = { width, height };
const deepPng = (values: ArrayLike<number>) =>
  sharp(Uint16Array.from(values), { raw: { ...size, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();
const scaled = (by: (value: number) => number) => Array.from(greys, by);

/** A PNG that declares so many significant bits. */
async function withSignificantBits(bits: number, values: ArrayLike<number>): Promise<Buffer> {
  const png = await deepPng(values);
  const chunk = Buffer.from([0, 0, 0, 1, ...Buffer.from('sBIT'), bits, 0, 0, 0, 0]);
  const { crc32 } = await import('node:zlib');
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 9)), 9);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

const furthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

/** Pictures of the same greys, how far a pixel may be from their 8 bits, and what is told. */
const cases: [what: string, bytes: Buffer, most: number, depth: string | RegExp][] = [
  ['16 bits', await deepPng(scaled((v) => v * 257)), 1, '16 bits'],
  ['12 of 16 bits in a PNG', await deepPng(scaled((v) => v * 16)), 3, '12 of 16 bits'],
  [
    '12 of 16 bits in a TIFF',
    tiffOf({ ...size, values: scaled((v) => v * 16), sample: 'uint16' }),
    3,
    '12 of 16 bits',
  ],
  ['0 to 1000', await deepPng(scaled((v) => (v * 1000) / 255)), 8, '10 of 16 bits'],
  [
    'floats of 0 to 1',
    tiffOf({ ...size, values: scaled((v) => v / 255), sample: 'float32' }),
    1,
    '0 to 1',
  ],
  [
    'declared bits',
    await withSignificantBits(
      9,
      scaled((v) => v * 2),
    ),
    3,
    '9 of 16 bits',
  ],
  [
    'declared bits, scaled up',
    await withSignificantBits(
      12,
      scaled((v) => v * 257),
    ),
    1,
    '16 bits',
  ],
  [
    'a declared range',
    tiffOf({ ...size, values: scaled((v) => v * 3.5), sample: 'float32', most: 892.5 }),
    1,
    '0 to 892.5, as declared',
  ],
];

for (const [what, bytes, most, depth] of cases) {
  test(`a deep picture looks like its 8 bits: ${what}`, async () => {
    const { pixels, depth: told } = await decodePicture(bytes, rule);
    assert.ok(furthest(pixels, plain) <= most, `${furthest(pixels, plain)}`);
    if (typeof depth === 'string') assert.equal(told, depth);
    else assert.match(told!, depth);
  });
}

test('values of any range go from black to white, in proportion', async () => {
  const values = scaled((v) => v * 16 - 1024);
  const { pixels, depth } = await decodePicture(
    tiffOf({ ...size, values, sample: 'float32' }),
    rule,
  );
  assert.match(depth!, /^-?\d+ to \d+, all but 0\.1 % at either end$/);
  const spread = (list: Uint8Array) => Math.max(...list) - Math.min(...list);
  assert.ok(spread(pixels) > 1.1 * spread(plain), `${spread(pixels)} and ${spread(plain)}`);
  const mean = (list: Uint8Array) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [a, b] = [mean(pixels), mean(plain)];
  let [together, first, second] = [0, 0, 0];
  for (const [i, value] of pixels.entries()) {
    together += (value - a) * (plain[i]! - b);
    first += (value - a) ** 2;
    second += (plain[i]! - b) ** 2;
  }
  assert.ok(together / Math.sqrt(first * second) > 0.999);
});

test('colours in floats keep their hues', async () => {
  const values = Array.from(colours, (value) => value / 255);
  const { pixels } = await decodePicture(
    tiffOf({ ...size, values, sample: 'float32', channels: 3 }),
    rule,
  );
  const off = furthest(pixels, await decodePixels(scene, rule));
  // Resized as floats and not as bytes.
  assert.ok(off <= 2, `${off}`);
});

test('an 8-bit picture has no depth to tell', async () => {
  for (const bytes of [eight, scene, await sharp(scene).jpeg().toBuffer()])
    assert.equal((await decodePicture(bytes, rule)).depth, null);
});

test('one value that is far out, or no number, spoils what is beside it and no more', async () => {
  const at = Math.floor((height / 2) * width + width / 2);
  const pixelsOf = async (value?: number) => {
    const values = scaled((v) => v / 255);
    if (value !== undefined) values[at] = value;
    return decodePicture(tiffOf({ ...size, values, sample: 'float32' }), rule);
  };
  const plain = await pixelsOf();
  for (const value of [
    1e30,
    -3.4e38,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  ]) {
    const { pixels, depth } = await pixelsOf(value);
    assert.equal(depth, plain.depth);
    const off = pixels.reduce((sum, one, i) => sum + Math.abs(one - plain.pixels[i]!), 0);
    assert.ok(off / pixels.length < 3, `${value}: ${off / pixels.length}`);
  }
});

test('what is the same everywhere is no fault, and what has no number at all is one', async () => {
  const flat = (value: number) =>
    tiffOf({ ...size, values: Array(width * height).fill(value), sample: 'float32' });
  for (const value of [0, 7, -3.5]) {
    const { pixels } = await decodePicture(flat(value), rule);
    assert.equal(pixels.length, 24 * 24 * 3);
  }
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    await assert.rejects(decodePicture(flat(value), rule), {
      code: 'picture_unreadable',
      message: /none of its values is a number/,
    });
  }
  const some = scaled((v) => (v > 200 ? Number.NaN : v / 255));
  const { depth } = await decodePicture(tiffOf({ ...size, values: some, sample: 'float32' }), rule);
  assert.equal(depth, '0 to 1');
});

test('bands that are no colours are refused by name', async () => {
  const values = Array(width * height * 5).fill(9);
  const five = tiffOf({ ...size, values, sample: 'uint16', channels: 5 });
  const page = { ...size, values: scaled((v) => v), sample: 'uint16' } as const;
  const noted = [
    '{"shape": [5, 72, 96]}',
    'ImageJ=1.53\nimages=7\nchannels=7\n',
    '<OME><Image><Pixels ID="a" SizeC="6" SizeT="1"></Pixels></Image></OME>',
  ].map((description) => tiffOf({ ...page, description }));
  for (const bytes of [five, ...noted])
    await assert.rejects(decodePicture(bytes, rule), { code: 'picture_bands' });
});

test('an encoder of the first way goes on with it', async () => {
  const { pixels: _, ...first } = rule;
  const dark = await decodePicture(cases[1]![1], first);
  assert.equal(dark.depth, null);
  assert.ok(dark.pixels.every((value) => value < 20));
  const webp = await sharp(scene).resize(960, 720).webp({ lossless: true }).toBuffer();
  const png = await sharp(webp).png().toBuffer();
  assert.notDeepEqual(await decodePixels(webp, first), await decodePixels(png, first));
});

test('every format of the same pixels gives the same pixels', async () => {
  for (const [seed, side] of [
    [1, 640],
    [2, 403],
    [3, 2000],
  ] as const) {
    const large = await goldenPicture(seed, side, Math.round(side * 0.73));
    const wanted = await decodePixels(large, rule);
    const same = { webp: { lossless: true }, tiff: { compression: 'lzw' } } as const;
    for (const [format, options] of Object.entries(same)) {
      const bytes = await sharp(large)
        .toFormat(format as 'webp', options)
        .toBuffer();
      assert.deepEqual(await decodePixels(bytes, rule), wanted, format);
    }
    for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
      const bytes = await sharp(large).jpeg({ quality: 100, chromaSubsampling }).toBuffer();
      const off = furthest(await decodePixels(bytes, rule), wanted);
      assert.ok(off <= 4, `${chromaSubsampling} at ${side}: ${off}`);
    }
    const avif = await sharp(large)
      .avif({ lossless: true, chromaSubsampling: '4:4:4', effort: 0 })
      .toBuffer();
    assert.ok(furthest(await decodePixels(avif, rule), wanted) <= 3);
  }
});
