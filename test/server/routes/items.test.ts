import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { limits } from '../../../server/limits.ts';
import { callerOf, picture, startServer } from '../helpers.ts';

const { http, bundle, services } = await startServer();
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

test('a thumbnail is smaller than what is kept, and is not sent to those who have it', async () => {
  const at = item('small');
  const seeThrough = sharp(png).ensureAlpha(0.5).resize(600, 450);
  const image = (size?: number) =>
    http.get(`${at}/image`).query(size === undefined ? {} : { size });
  await http
    .put(at)
    .send(await seeThrough.png().toBuffer())
    .expect(201);
  const made = await image(192).expect(200).expect('Content-Type', 'image/webp');
  const { width, height, hasAlpha } = await sharp(made.body).metadata();
  assert.deepEqual({ width, height, hasAlpha }, { width: 192, height: 144, hasAlpha: true });
  const tag = made.headers.etag!;
  assert.notEqual((await image().expect(200)).headers.etag, tag);
  const known = await image(192).set('If-None-Match', tag).expect(304);
  assert.deepEqual(
    [known.headers.etag, known.headers['cache-control']],
    [tag, 'private, no-cache'],
  );
  await image(192).set('If-None-Match', '"another"').expect(200);

  await http
    .put(at)
    .send(await sharp(png).resize(400, 600).jpeg().toBuffer())
    .expect(200);
  const replaced = await image(192).set('If-None-Match', tag).expect(200);
  assert.equal(replaced.type, 'image/jpeg');
  assert.equal((await sharp(replaced.body).metadata()).height, 192);
  for (const size of ['200', '0', '1e9', ''])
    await http.get(`${at}/image`).query({ size }).expect(400);
  await http
    .put(at)
    .send({ vector: unit(1) })
    .expect(200);
  assert.equal((await image(128).expect(404)).body.error.code, 'image_not_found');
});

test('what is kept is sent where no smaller thumbnail comes of it', async () => {
  const { store, encoders } = services;
  await http.put('/v1/collections/whole').query({ keep: 'original' });
  const tiny = await sharp(png).jpeg({ quality: 20 }).toBuffer();
  await http.put(item('tiny', 'whole')).send(tiny).expect(201);
  await store.putItems('whole', [
    {
      ...{ id: 'broken', metadata: '{}', content: null, depth: null },
      vectors: [{ model: encoders.serving.digest, vector: Float32Array.from(unit(0)) }],
      image: { type: 'image/png', bytes: Buffer.from('no picture'), side: 0 },
    },
  ]);
  for (const [id, kept] of [
    ['tiny', tiny],
    ['broken', Buffer.from('no picture')],
  ] as const) {
    const { body } = await http
      .get(`${item(id, 'whole')}/image`)
      .query({ size: 384 })
      .expect(200);
    assert.ok(kept.equals(body), id);
  }
});

test('thumbnails that wait are bounded, and are not counted among pictures to embed', async () => {
  const { thumbnails, store, admission } = services;
  await http.put(item('often')).send(await sharp(png).resize(400).jpeg().toBuffer());
  const often = await store.getItem('default', 'often');
  const gone = new AbortController();
  const asked = Array.from({ length: limits.thumbnailsWaiting + 1 }, (_, i) =>
    thumbnails.of(often, 128, callerOf(`${i}`, gone.signal)),
  );
  assert.equal(admission.admitted, 0);
  await assert.rejects(asked.at(-1)!, { code: 'queue_full', message: /128 thumbnails/ });
  gone.abort(new Error('nobody waits'));
  const ends = await Promise.allSettled(asked);
  assert.ok(ends.filter(({ status }) => status === 'rejected').length > 100);
  assert.equal((await thumbnails.of(often, 128, callerOf('one')))!.type, 'image/jpeg');
});
