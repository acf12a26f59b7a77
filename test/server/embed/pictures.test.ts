import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { findBundle, goldenPicture, shippedModels } from '@selfsame/models';
import sharp, { type Sharp } from 'sharp';
import { picture, startServer } from '../helpers.ts';

const { http } = await startServer();
const png = await picture(1);

async function embed(bytes: Buffer): Promise<number[]> {
  const { body, status } = await http.post('/v1/embeddings').send(bytes);
  assert.equal(status, 200, JSON.stringify(body));
  return body.data[0].embedding;
}

const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
async function assertLike(bytes: Buffer, other: Buffer, least: number) {
  const similarity = cosine(await embed(bytes), await embed(other));
  assert.ok(similarity >= least, `cosine ${similarity}`);
}
const transformed = (bytes: Buffer, ...steps: ((image: Sharp) => Sharp)[]) =>
  steps.reduce(
    async (image, step) =>
      step(sharp(await image))
        .png()
        .toBuffer(),
    Promise.resolve(bytes),
  );

const turn = (degrees: number) => (image: Sharp) => image.rotate(degrees);
const flip = (image: Sharp) => image.flip();
const flop = (image: Sharp) => image.flop();
/** By EXIF orientation, how a picture has to lie in its file to be upright when it is shown. */
const lying: ((image: Sharp) => Sharp)[][] = [
  [],
  [flop],
  [turn(180)],
  [flip],
  [turn(90), flop],
  [turn(270)],
  [turn(90), flip],
  [turn(90)],
];
/** It shrinks by a whole number, so that shrinking it mirrored or turned is the same but for that. */
const { input } = (await findBundle(shippedModels, 'cifar10-small')).card;
const shrunk = await goldenPicture(1, 4 * input.width, 3 * input.height);
for (const [i, steps] of lying.entries()) {
  test(`EXIF orientation ${i + 1} gives the embedding of the upright picture`, async () => {
    const orientation = i + 1;
    const stored = sharp(await transformed(shrunk, ...steps)).withMetadata({ orientation });
    const file = await stored.webp({ lossless: true }).toBuffer();
    assert.equal((await sharp(file).metadata()).orientation, orientation);
    const upright = await sharp(shrunk).webp({ lossless: true }).toBuffer();
    // Rows and columns are resized one after the other, and rounded in between.
    await assertLike(file, upright, 1 - 1e-4);
    if (i > 0) {
      const ignored = cosine(await embed(await transformed(shrunk, ...steps)), await embed(shrunk));
      assert.ok(ignored < 0.999, 'the test would not notice');
    }
  });
}

test('of an animation the first frame counts', async () => {
  const frames = await Promise.all([1, 2, 3].map(picture));
  const animation = () => sharp(frames, { join: { animated: true } });
  const first = sharp(frames[0]!);
  const second = sharp(frames[1]!);
  const pairs = [
    [animation().gif(), first.clone().gif(), second.clone().gif()],
    [
      animation().webp({ lossless: true }),
      first.clone().webp({ lossless: true }),
      second.clone().webp({ lossless: true }),
    ],
  ] as const;
  for (const images of pairs) {
    const [moving, still, other] = await Promise.all(images.map((image) => image.toBuffer()));
    assert.equal((await sharp(moving).metadata()).pages, 3);
    // A palette is made for all frames together.
    await assertLike(moving!, still!, 0.99);
    assert.ok(cosine(await embed(moving!), await embed(other!)) < 0.98);
  }
});

test('other kinds of pixels come out as 8-bit sRGB does', async () => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const deep = Uint16Array.from(data, (value) => value * 257);
  const sixteen = await sharp(deep, { raw: { width, height, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  assert.equal((await sharp(sixteen).metadata()).depth, 'ushort');
  await assertLike(sixteen, png, 1 - 1e-4);

  const cmyk = await sharp(png).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
  assert.equal((await sharp(cmyk).metadata()).space, 'cmyk');
  await assertLike(cmyk, png, 0.8);

  const grey = await sharp(png).toColourspace('b-w').png().toBuffer();
  assert.equal((await sharp(grey).metadata()).channels, 1);
  await assertLike(grey, await sharp(grey).toColourspace('srgb').png().toBuffer(), 1 - 1e-4);

  const seeThrough = await sharp(png).ensureAlpha(0.999).png().toBuffer();
  assert.equal((await sharp(seeThrough).metadata()).channels, 4);
  await assertLike(seeThrough, png, 0.999);
});

test('the smallest and the longest pictures are taken', async () => {
  const sizes = [
    [1, 1],
    [1, 20_000],
    [20_000, 1],
  ] as const;
  for (const [width, height] of sizes) {
    const background = { r: 200, g: 30, b: 90 };
    const file = await sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
    assert.ok(Math.abs(Math.hypot(...(await embed(file))) - 1) < 1e-4);
  }
});

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  const check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

test('a small file that unfolds into 30,000 x 30,000 pixels is refused unopened', async () => {
  const side = 30_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const bomb = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(side * (side / 8 + 1)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  assert.ok(bomb.length < 200_000);
  assert.equal((await sharp(bomb, { limitInputPixels: false }).metadata()).width, side);
  const { body } = await http.post('/v1/embeddings').send(bomb).expect(413);
  assert.equal(body.error.code, 'picture_too_large');
});

test('a picture that is a script and a page as well is a picture, and nothing of these is served', async () => {
  const script = Buffer.from('*/=1;alert(1)//<html><script>alert(2)</script>');
  const gif = await sharp(png).gif().toBuffer();
  // The script stands in a comment of the GIF, before its trailer, and once more behind it.
  const comment = Buffer.concat([
    Buffer.from([0x21, 0xfe, script.length]),
    script,
    Buffer.from([0]),
  ]);
  const polyglot = Buffer.concat([gif.subarray(0, -1), comment, gif.subarray(-1), script]);
  await assertLike(polyglot, gif, 1 - 1e-6);
  const item = '/v1/collections/default/items/polyglot.html';
  const put = await http.put(item).type('text/html').send(polyglot).expect(201);
  const { headers, body } = await http.get(put.body.image).expect(200);
  assert.equal(headers['content-type'], 'image/jpeg');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['content-security-policy']!, /default-src 'none'/);
  assert.ok(!body.includes('alert'));
  assert.equal((await http.get(item).expect(200)).type, 'application/json');
  await http.post('/v1/embeddings').type('image/gif').send(script).expect(415);
});
