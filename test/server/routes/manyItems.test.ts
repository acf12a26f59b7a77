import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { picture, startServer } from '../helpers.ts';

const { http, bundle } = await startServer();
const items = '/v1/collections/default/items';
const pictures = await Promise.all(Array.from({ length: 6 }, (_, i) => picture(i)));
const base64 = pictures.map((one) => one.toString('base64'));
const { dimensions } = bundle.card;
const vector = (i: number) => Array.from({ length: dimensions }, (_, j) => Number(i === j));
const clear = () => http.delete(items).query({ filter: '{"not":{"field":"none","exists":true}}' });

test('a form of pictures is put at once, with ids and metadata or without', async () => {
  const plain = await http
    .post(items)
    .attach('a', pictures[0]!, 'a')
    .attach('b', pictures[1]!, 'b');
  assert.equal(plain.status, 200);
  const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  for (const [index, item] of plain.body.data.entries()) {
    assert.match(item.id, uuid7);
    assert.deepEqual([item.index, item.new], [index, true]);
  }
  const named = await http
    .post(items)
    .field('ids', '["x", null]')
    .field('metadata', '[{"n":1},{}]')
    .attach('a', pictures[2]!, 'a')
    .attach('b', pictures[3]!, 'b')
    .expect(200);
  assert.equal(named.body.data[0].id, 'x');
  assert.match(named.body.data[1].id, uuid7);
  const { body } = await http.get(`${items}/x`).expect(200);
  assert.deepEqual(body.metadata, { n: 1 });
  await clear();
});

test('a list in JSON is put, each with its own outcome', async () => {
  const list = [
    { id: 'p', image: base64[0], metadata: { kind: 'plant' } },
    { id: 'v', vector: vector(1) },
    { id: 'bad', image: 'no!' },
    { vector: [1, 2] },
    { id: '..', vector: vector(2) },
    { id: 'both', vector: vector(2), image: base64[1] },
    { id: 'none' },
    { id: 'broken', image: Buffer.from('no picture').toString('base64') },
  ];
  const { body } = await http.post(items).send({ items: list }).expect(200);
  assert.deepEqual(
    body.data.map((one: { id?: string; error?: { code: string } }) => one.error?.code ?? one.id),
    [
      'p',
      'v',
      'picture_encoding_invalid',
      'vector_length',
      'id_invalid',
      'json_invalid',
      'json_invalid',
      'picture_unsupported',
    ],
  );
  const found = await http.get(items).expect(200);
  assert.deepEqual(
    found.body.data.map(({ id }: { id: string }) => id),
    ['p', 'v'],
  );
  const alone = await http
    .post(items)
    .send({ items: [{ vector: [1, 2] }] })
    .expect(422);
  assert.equal(alone.body.error.code, 'vector_length');
  await clear();
});

test('options that do not fit the pictures are refused', async () => {
  for (const [name, value, code] of [
    ['ids', '["a"]', 'list_length'],
    ['ids', 'a', 'option_invalid'],
    ['ids', '{}', 'option_invalid'],
    ['metadata', '[{}]', 'list_length'],
  ] as const) {
    const { body } = await http
      .post(items)
      .field(name, value)
      .attach('a', pictures[0]!, 'a')
      .attach('b', pictures[1]!, 'b');
    assert.deepEqual([body.error.code, body.error.param], [code, name]);
  }
  const noId = http.post(items).field('ids', '["a",{}]');
  const { body } = await noId.attach('a', pictures[0]!, 'a').attach('b', pictures[1]!, 'b');
  assert.equal(body.error.code, 'id_invalid');
});

test('items are listed page by page, filtered, and deleted by a filter', async () => {
  const list = Array.from({ length: 25 }, (_, i) => ({
    id: `i${i}`,
    vector: vector(i),
    metadata: { i, odd: i % 2 === 1 },
  }));
  await http.post(items).send({ items: list }).expect(200);
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await http.get(items).query({ limit: 10, ...(cursor && { cursor }) });
    assert.ok(page.body.data.length <= 10);
    ids.push(...page.body.data.map(({ id }: { id: string }) => id));
    cursor = page.body.next;
  } while (cursor !== null);
  assert.deepEqual(
    ids,
    list.map(({ id }) => id),
  );
  const filter = JSON.stringify({
    and: [
      { field: 'odd', eq: true },
      { field: 'i', lt: 6 },
    ],
  });
  const odd = await http.get(items).query({ filter }).expect(200);
  assert.equal(odd.body.data.length, 3);
  const { body } = await http.delete(items).query({ filter }).expect(200);
  assert.deepEqual(body, { object: 'items', collection: 'default', deleted: 3 });
  await http.get(`${items}/i5`).expect(404);
  await http.get(`${items}/i7`).expect(200);
  await clear();
});

test('listing and deleting refuse what they cannot read', async () => {
  for (const [query, code] of [
    [{ limit: 0 }, 'option_invalid'],
    [{ cursor: 'x' }, 'cursor_invalid'],
    [{ filter: '{' }, 'filter_invalid'],
    [{ filter: '{"field":"a"}' }, 'filter_invalid'],
  ] as const) {
    const { body } = await http.get(items).query(query).expect(400);
    assert.equal(body.error.code, code);
  }
  // A forgotten filter deletes nothing.
  const { body } = await http.delete(items).expect(400);
  assert.equal(body.error.param, 'filter');
});

test('metadata is patched', async () => {
  await http.put(`${items}/a`).query({ metadata: '{"a":1,"b":{"c":2}}' }).send(pictures[0]!);
  const patch = { a: null, b: { d: 3 } };
  const { body } = await http.patch(`${items}/a`).send({ metadata: patch }).expect(200);
  assert.deepEqual(body.metadata, { b: { c: 2, d: 3 } });
  assert.equal(body.comparable, true);
  const deep = Array.from({ length: 100 }).reduce<object>((inner) => ({ inner }), {});
  for (const [metadata, code] of [
    [undefined, 'json_invalid'],
    [[1], 'metadata_invalid'],
    [deep, 'metadata_invalid'],
  ] as const) {
    const refused = await http.patch(`${items}/a`).send({ metadata }).expect(400);
    assert.equal(refused.body.error.code, code);
  }
  await http.patch(`${items}/none`).send({ metadata: {} }).expect(404);
});

test('a collection keeps originals, previews or nothing', async () => {
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  for (const keep of ['original', 'none', 'preview'] as const) {
    const path = `/v1/collections/keeps-${keep}`;
    const made = await http.put(path).query({ keep }).expect(201);
    assert.equal(made.body.keep, keep);
    await http.put(`${path}/items/a`).send(pictures[0]!).expect(201);
    await http.post(`${path}/items`).attach('a', pictures[0]!, 'a').field('ids', '["b"]');
    for (const id of ['a', 'b']) {
      const image = await http.get(`${path}/items/${id}/image`).buffer(true);
      if (keep === 'none') assert.equal(image.status, 404);
      if (keep === 'preview') assert.equal(image.type, 'image/jpeg');
      if (keep === 'original') {
        assert.deepEqual([image.type, digest(image.body)], ['image/png', digest(pictures[0]!)]);
      }
    }
  }
  const { body } = await http.put('/v1/collections/x').query({ keep: 'all' }).expect(400);
  assert.equal(body.error.param, 'keep');
});
