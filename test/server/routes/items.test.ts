import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { picture, startServer } from '../helpers.ts';

const { http, bundle } = await startServer();
const { dimensions } = bundle.card;
const png = await picture(1);

const item = (id: string, collection = 'default') =>
  `/v1/collections/${collection}/items/${encodeURIComponent(id)}`;
const unit = (i: number) => Array.from({ length: dimensions }, (_, j) => (i === j ? 1 : 0));

test('collections are made, listed, described and deleted with their items', async () => {
  const made = await http.put('/v1/collections/cats').expect(201);
  assert.deepEqual(
    { ...made.body, created: '' },
    {
      object: 'collection',
      name: 'cats',
      created: '',
      keep: 'preview',
      model: null,
      items: 0,
      comparable: 0,
      of_other_models: 0,
      next: null,
      previous: null,
      switched: null,
    },
  );
  await http.put('/v1/collections/cats').expect(200);
  await http.put(item('a', 'cats')).send(png).expect(201);
  const { body } = await http.get('/v1/collections').expect(200);
  assert.deepEqual(
    body.data.map(({ name, items }: { name: string; items: number }) => [name, items]),
    [
      ['cats', 1],
      ['default', 0],
    ],
  );
  await http.delete('/v1/collections/cats').expect(200);
  await http.get('/v1/collections/cats').expect(404);
  await http.put('/v1/collections/cats').expect(201);
  await http.get(item('a', 'cats')).expect(404);
  await http.delete('/v1/collections/cats').expect(200);
});

test('a raw picture is put with its metadata, looked at, and deleted', async () => {
  const metadata = { name: 'ä "b"', tags: ['x'], n: 1.5 };
  const { body } = await http
    .put(item('one'))
    .query({ metadata: JSON.stringify(metadata) })
    .send(png)
    .expect(201);
  assert.equal(body.id, 'one');
  assert.equal(body.comparable, true);
  const seen = await http.get(item('one')).expect(200);
  assert.deepEqual(seen.body, body);
  assert.deepEqual(seen.body.metadata, metadata);
  await http.delete(item('one')).expect(200);
  await http.get(item('one')).expect(404);
});

test('JSON and a form put the same picture as a raw body', async () => {
  await http.put(item('raw')).send(png).expect(201);
  await http
    .put(item('json'))
    .send({ image: png.toString('base64'), metadata: { a: 1 } })
    .expect(201);
  await http.put(item('form')).field('metadata', '{"a":2}').attach('f', png, 'f').expect(201);
  const vector = async (id: string) =>
    (await http.get(item(id)).query({ include: 'vector' }).expect(200)).body.vector;
  assert.deepEqual(await vector('json'), await vector('raw'));
  assert.deepEqual(await vector('form'), await vector('raw'));
  assert.deepEqual((await http.get(item('form'))).body.metadata, { a: 2 });
});

test('an item tells how a picture of more bits became one of 8', async () => {
  const values = Uint16Array.from({ length: 64 }, (_, i) => i * 60);
  const deep = await sharp(values, { raw: { width: 8, height: 8, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();
  const { body } = await http.put(item('deep')).send(deep).expect(201);
  assert.equal(body.depth, '12 of 16 bits');
  const image = deep.toString('base64');
  const items = [
    { id: 'deep too', image },
    { id: 'flat', image: png.toString('base64') },
  ];
  await http.post('/v1/collections/default/items').send({ items }).expect(200);
  const { body: page } = await http.get('/v1/collections/default/items').expect(200);
  const depths = new Map(
    page.data.map((one: { id: string; depth: unknown }) => [one.id, one.depth]),
  );
  assert.equal(depths.get('deep too'), '12 of 16 bits');
  assert.equal(depths.get('flat'), null);
  // What replaces it has its own.
  await http.put(item('deep')).send(png).expect(200);
  assert.equal((await http.get(item('deep')).expect(200)).body.depth, null);
  for (const id of ['deep', 'deep too', 'flat']) await http.delete(item(id)).expect(200);
});

test('a ready-made vector is kept as it was sent', async () => {
  const vector = unit(0).map((value, i) => value * 3 + i / 1024);
  await http.put(item('vector')).send({ vector }).expect(201);
  const { body } = await http.get(item('vector')).query({ include: 'vector' }).expect(200);
  assert.deepEqual(body.vector, vector);
  assert.equal(body.image, null);
});

test('putting again replaces everything that the item had', async () => {
  await http.put(item('twice')).query({ metadata: '{"a":1}' }).send(png).expect(201);
  const { body } = await http
    .put(item('twice'))
    .send({ vector: unit(1) })
    .expect(200);
  assert.deepEqual(body.metadata, {});
  assert.equal(body.image, null);
  assert.ok(body.updated >= body.created);
  await http.get(`${item('twice')}/image`).expect(404);
});

test('the kept preview is a small upright copy', async () => {
  const large = await sharp(png)
    .resize(900, 600)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { body } = await http.put(item('large')).send(large).expect(201);
  const image = await http.get(body.image).expect(200).expect('Content-Type', 'image/jpeg');
  const { width, height, format } = await sharp(image.body).metadata();
  assert.deepEqual({ width, height, format }, { width: 341, height: 512, format: 'jpeg' });
});

test('ids are any text', async () => {
  for (const id of ['a/b', 'ü 漢 😀', '%', '?k=1#x', '..x', ' ', "'; DROP TABLE items; --"]) {
    const { body } = await http
      .put(item(id))
      .send({ vector: unit(2) })
      .expect(201);
    assert.equal(body.id, id);
    assert.equal((await http.get(item(id)).expect(200)).body.id, id);
    await http.delete(item(id)).expect(200);
  }
});
