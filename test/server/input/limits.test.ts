import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { tiffOf } from '../../models/picture/tiff.ts';
import { picture, startServer } from '../helpers.ts';

const png = await picture(1);
const settings = {
  pictureBytes: png.length,
  jsonBytes: 40_000,
  formBytes: 2 * png.length + 1000,
  picturesPerRequest: 3,
};
const { http } = await startServer({ settings });
const embed = () => http.post('/v1/embeddings');

test('settings of sizes and numbers are what requests are held to', async () => {
  const base64 = png.toString('base64');
  await embed().send(png).expect(200);
  await embed().attach('a', png, 'a').attach('b', png, 'b').expect(200);
  await embed()
    .send({ input: [base64] })
    .expect(200);
  await embed()
    .send({ input: ['AAAA', 'AAAA', 'AAAA'] })
    .expect(200);

  const larger = Buffer.concat([png, Buffer.alloc(1)]);
  const refused = [
    [embed().send(larger), 'body_too_large'],
    [embed().attach('a', larger, 'a'), 'body_too_large'],
    [embed().attach('a', png, 'a').attach('b', png, 'b').attach('c', png, 'c'), 'body_too_large'],
    [embed().send({ input: 'A'.repeat(settings.jsonBytes) }), 'body_too_large'],
    [embed().send({ input: ['AAAA', 'AAAA', 'AAAA', 'AAAA'] }), 'too_many_pictures'],
  ] as const;
  for (const [request, code] of refused) {
    const { body } = await request.expect(413);
    assert.equal(body.error.code, code, body.error.message);
  }
});

test('the document tells them', async () => {
  const { text } = await http.get('/openapi.json').expect(200);
  assert.match(text, /"maxItems":3/);
});

test('frames, channels and pixels have limits of their own', async () => {
  const { http } = await startServer({
    settings: { pictureFrames: 2, pictureChannels: 4, picturePixels: 80 * 60 },
  });
  const frame = async (seed: number) =>
    sharp(await picture(seed))
      .resize(40, 30)
      .png()
      .toBuffer();
  const frames = await Promise.all([1, 2, 3].map(frame));
  const animated = (count: number) =>
    sharp(frames.slice(0, count), { join: { animated: true } })
      .gif()
      .toBuffer();
  const tiff = (channels: 3 | 4) =>
    sharp({ create: { width: 9, height: 9, channels, background: 'red' } })
      .toColourspace('cmyk')
      .tiff({ compression: 'none' })
      .toBuffer();
  const values = Array(9 * 9).fill(5);
  const description = '{"shape": [6, 9, 9]}';
  const bands = tiffOf({ width: 9, height: 9, values, sample: 'uint16', description });
  const wide = sharp(png).resize(81, 60).png().toBuffer();
  const cases = [
    [await animated(2), 200, undefined],
    [await animated(3), 422, 'picture_frames'],
    [await tiff(3), 200, undefined],
    [await tiff(4), 422, 'picture_channels'],
    [bands, 422, 'picture_bands'],
    [png, 200, undefined],
    [await wide, 413, 'picture_too_large'],
  ] as const;
  for (const [bytes, status, code] of cases) {
    const answer = await http.post('/v1/embeddings').send(bytes);
    assert.deepEqual([answer.status, answer.body.error?.code], [status, code]);
  }
});

test('a picture that takes too long to decode is given up', async () => {
  const { http } = await startServer({ settings: { decodeSeconds: 1 } });
  // Decoding this takes some seconds; the file itself is small enough.
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const create = { width: 3000, height: 3000, channels: 3 as const, background: '#888', noise };
  const slow = await sharp({ create }).avif({ effort: 0, quality: 95 }).toBuffer();
  const { body } = await http.post('/v1/embeddings').send(slow).expect(422);
  assert.equal(body.error.code, 'picture_too_slow');
  // Its decoder is started again; on a busy machine a second may be short for any picture.
  let status = 0;
  for (let i = 0; i < 10 && status !== 200; i++)
    ({ status } = await http.post('/v1/embeddings').send(png));
  assert.equal(status, 200);
});
