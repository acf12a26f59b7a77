import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { picture, startServer } from '../helpers.ts';

const { http, url, bundle } = await startServer();
const { card } = bundle;
const png = await picture(1);
const other = await picture(2);

const base64 = (bytes: Buffer) => bytes.toString('base64');
const dataUri = (bytes: Buffer) => `data:image/png;base64,${base64(bytes)}`;
const post = () => http.post('/v1/embeddings');
const raw = async (bytes: Buffer) =>
  (await post().send(bytes).expect(200)).body.data[0].embedding as number[];

const expected = await raw(png);

function assertClose(actual: readonly number[], wanted: readonly number[], tolerance = 1e-6) {
  assert.equal(actual.length, wanted.length);
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - wanted[i]!)));
  assert.ok(worst <= tolerance, `differs by ${worst}`);
}

test('a raw picture gives one embedding of length 1 in the shape of the OpenAI API', async () => {
  const { body } = await post().type('image/png').send(png).expect(200);
  assert.equal(body.object, 'list');
  assert.equal(body.model, `${card.name}/${card.version}`);
  assert.deepEqual(body.usage, { prompt_tokens: 0, total_tokens: 0 });
  assert.deepEqual(Object.keys(body.data[0]), ['object', 'index', 'embedding']);
  const { embedding } = body.data[0];
  assert.equal(embedding.length, card.dimensions);
  assert.ok(Math.abs(Math.hypot(...embedding) - 1) < 1e-4);
});

test('the picture is known by its bytes, whatever the header says', async () => {
  for (const type of ['image/jpeg', 'application/x-www-form-urlencoded', 'text/plain', '']) {
    const headers = { 'Content-Type': type };
    const answer = await fetch(`${url}/v1/embeddings`, { method: 'POST', headers, body: png });
    assert.equal(answer.status, 200);
    const { data } = (await answer.json()) as { data: { embedding: number[] }[] };
    assertClose(data[0]!.embedding, expected);
  }
});

test('every served format is decoded', async () => {
  const source = sharp(png);
  const formats = [
    source.clone().jpeg({ quality: 100 }),
    source.clone().webp({ lossless: true }),
    source.clone().avif({ lossless: true }),
    source.clone().gif(),
    source.clone().tiff(),
  ];
  for (const format of formats) {
    const embedding = await raw(await format.toBuffer());
    const cosine = embedding.reduce((sum, value, i) => sum + value * expected[i]!, 0);
    assert.ok(cosine > 0.98, `cosine ${cosine}`);
  }
});

test('a golden picture gives the embedding that the bundle was published with', async () => {
  const { seed, width, height, embedding } = card.golden[0]!;
  const { goldenPicture } = await import('../../../models/index.ts');
  assertClose(await raw(await goldenPicture(seed, width, height)), embedding, 1e-3);
});

test('a form with one or many files gives their embeddings in order', async () => {
  const one = await post().attach('image', png, 'a.png').expect(200);
  assertClose(one.body.data[0].embedding, expected);
  const many = await post().attach('x', other, 'b.png').attach('x', png, 'a.png').expect(200);
  assert.deepEqual(
    many.body.data.map((item: { index: number }) => item.index),
    [0, 1],
  );
  assertClose(many.body.data[1].embedding, expected);
});

test('JSON takes base64, a data URI, an object, and arrays of these', async () => {
  const inputs = [base64(png), dataUri(png), { image: base64(png) }, { image: dataUri(png) }];
  for (const input of [...inputs, inputs]) {
    const { body } = await post().send({ input, model: card.name }).expect(200);
    assert.equal(body.data.length, Array.isArray(input) ? 4 : 1);
    for (const { embedding } of body.data) assertClose(embedding, expected);
  }
});

test('encoding_format base64 is little-endian float32', async () => {
  for (const request of [
    post().send({ input: base64(png), encoding_format: 'base64' }),
    post().query({ encoding_format: 'base64' }).send(png),
    post().attach('image', png, 'a.png').field('encoding_format', 'base64'),
  ]) {
    const { body } = await request.expect(200);
    const bytes = Buffer.from(body.data[0].embedding, 'base64');
    assert.equal(bytes.length, 4 * card.dimensions);
    assertClose(
      Array.from(expected, (_, i) => bytes.readFloatLE(4 * i)),
      expected,
    );
  }
});

test('in a batch a bad picture fails alone, in its place', async () => {
  const input = [dataUri(png), base64(Buffer.from('not a picture')), 'no base64!', dataUri(other)];
  const { body } = await post().send({ input }).expect(200);
  const codes = body.data.map((item: { error?: { code: string } }) => item.error?.code);
  assert.deepEqual(codes, [
    undefined,
    'picture_unsupported',
    'picture_encoding_invalid',
    undefined,
  ]);
  assertClose(body.data[0].embedding, expected);
  assert.equal(body.data[1].index, 1);
  assert.deepEqual(body.data[1].embedding, []);
  const form = await post().attach('a', Buffer.from('x'), 'x').attach('a', png, 'y').expect(200);
  assert.equal(form.body.data[0].error.code, 'picture_unsupported');
  assertClose(form.body.data[1].embedding, expected);
});

test('pictures embedded together come out as those embedded alone', async () => {
  const pictures = await Promise.all(Array.from({ length: 21 }, (_, i) => picture(100 + i)));
  const { body } = await post()
    .send({ input: pictures.map(base64) })
    .expect(200);
  for (const i of [0, 7, 20]) assertClose(body.data[i].embedding, await raw(pictures[i]!), 1e-5);
});
