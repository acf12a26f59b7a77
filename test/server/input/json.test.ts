import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBody } from '../../../server/input/json/parse.ts';
import { picture, startServer } from '../helpers.ts';
import { contractOf } from '../http/openapi/contract.ts';

const { http, url, bundle, services } = await startServer();
const contract = contractOf((await http.get('/openapi.json').expect(200)).body);
const { dimensions } = bundle.card;
const path = '/v1/collections/default';
const vector = Array.from({ length: dimensions }, (_, i) => (i === 0 ? 1 : 0));

/** Fills a body up to `bytes` with one piece, again and again. */
const filled = (before: string, piece: string, after: string, bytes: number) =>
  before + piece.repeat(Math.floor((bytes - before.length - after.length) / piece.length)) + after;

/** Bodies of every odd shape, and how each is answered. */
const shapes: [
  what: string,
  to: string,
  before: string,
  piece: string,
  after: string,
  code: string,
][] = [
  ['numbers for pictures', '/v1/embeddings', '{"input":[0', ',0', ']}', 'json_too_complex'],
  ['strings for pictures', '/v1/embeddings', '{"input":[""', ',""', ']}', 'json_too_complex'],
  ['a vector of strings', `${path}/search`, '{"vector":[""', ',""', ']}', 'json_too_complex'],
  ['a vector of numbers', `${path}/search`, '{"vector":[0', ',0', ']}', 'json_too_complex'],
  [
    'parts of results',
    `${path}/search`,
    '{"id":"a","include":[""',
    ',""',
    ']}',
    'json_too_complex',
  ],
  ['open lists', '/v1/embeddings', '', '[', '', 'json_too_complex'],
  ['open objects', `${path}/search`, '', '{"a":', '', 'json_too_complex'],
  ['deep metadata', `${path}/items`, '{"items":[{"metadata":', '{"a":', '0', 'json_too_complex'],
  [
    'wide metadata',
    `${path}/items`,
    '{"items":[{"metadata":{"a":[0',
    ',0',
    ']}}]}',
    'json_invalid',
  ],
  ['empty items', `${path}/items`, '{"items":[{}', ',{}', ']}', 'json_too_complex'],
  ['filters', `${path}/search`, '{"id":"a","filter":{"or":[0', ',{}', ']}}', 'json_too_complex'],
  ['unknown keys', `${path}/search`, '{"id":"a"', ',"b":0', '}', 'json_too_complex'],
  ['a long string', '/v1/embeddings', '{"input":"', '!', '"}', 'picture_encoding_invalid'],
];
const most = services.limits.jsonBytes;

for (const [what, to, before, piece, after, code] of shapes) {
  test(`${what}, as many as fit into a body, are refused and hold up nobody`, async () => {
    const body = filled(before, piece, after, most);
    const send = async () => {
      const answer = await http.post(to).type('application/json').send(body);
      assert.equal(answer.body.error.code, code, answer.body.error.message);
      contract.check(answer);
    };
    await send();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await send();
    delay.disable();
    // The client is in this thread as well; what is held up by elements is held up for seconds.
    assert.ok(delay.max / 1e6 < 1500, `${delay.max / 1e6} ms`);
    const few = await http
      .post(to)
      .type('application/json')
      .send(filled(before, piece, after, 30_000));
    assert.ok(few.status >= 400 && few.status < 500, `${few.status}`);
  });
}

test('the same bodies all at once leave the server well, and its memory bounded', async () => {
  const before = process.memoryUsage().rss;
  const bodies = shapes.map(([, to, ...parts]) => ({
    to,
    body: filled(parts[0], parts[1], parts[2], most),
  }));
  const answers = await Promise.all(
    bodies.map(({ to, body }) => http.post(to).type('application/json').send(body)),
  );
  for (const { status } of answers) assert.ok([400, 413].includes(status), `${status}`);
  await http.get('/readyz').expect(200);
  // Thirteen bodies of 32 MiB are in this process twice, as the client's and the server's.
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  assert.ok(grown < 2500, `${grown} MiB`);
});

test('large bodies that mean something are taken as small ones are', async () => {
  const items = Array.from({ length: 1000 }, (_, i) => ({
    id: `n${i}`,
    vector: vector.map((value, j) => value + Math.sin(i + j) / 10),
    metadata: { i, list: [i, { a: 'ü"}]' }], text: '{"metadata":{' },
  }));
  const put = await http.post(`${path}/items`).send({ items }).expect(200);
  assert.deepEqual(
    put.body.data.map(({ metadata }: { metadata: unknown }) => metadata),
    items.map(({ metadata }) => metadata),
  );
  const png = await picture(1);
  const large = Buffer.concat([png, Buffer.alloc(200_000)]);
  const input = [large, large].map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`);
  const { body } = await http.post('/v1/embeddings').send({ input }).expect(200);
  const plain = await http.post('/v1/embeddings').send(png).expect(200);
  assert.deepEqual(body.data[1].embedding, plain.body.data[0].embedding);
});

test('one item of a large body that is wrong is told, and the others are put', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(70)}0${'}'.repeat(70)}`);
  const items = [
    { vector, metadata: { ok: 1 } },
    { vector, metadata: deep },
    { vector, metadata: { large: 'x'.repeat(20_000) } },
    { vector, metadata: { pad: 'x'.repeat(15_000) } },
    ...Array.from({ length: 4 }, () => ({ vector, metadata: { pad: 'x'.repeat(15_000) } })),
  ];
  const { body } = await http.post(`${path}/items`).send({ items }).expect(200);
  const codes = body.data.map((one: { error?: { code: string } }) => one.error?.code);
  assert.deepEqual(codes.slice(0, 4), [
    undefined,
    'metadata_invalid',
    'metadata_invalid',
    undefined,
  ]);
});

test('a number that no double holds is refused, and not stored as null', async () => {
  for (const metadata of ['{"a":1e400}', '{"a":[{"b":-1e999}]}']) {
    const put = http.put(`${path}/items/a`).type('application/json');
    const { body } = await put
      .send(`{"vector":${JSON.stringify(vector)},"metadata":${metadata}}`)
      .expect(400);
    assert.equal(body.error.code, 'metadata_invalid');
    const png = await picture(1);
    await http.put(`${path}/items/a`).query({ metadata }).send(png).expect(400);
  }
});

test('what is made of a body is what JSON.parse makes of it, but for metadata, pictures and vectors', () => {
  const plain = (value: unknown): unknown => {
    if (value instanceof Float64Array) return Array.from(value);
    if (value instanceof DataView) return JSON.parse(Buffer.from(value.buffer).toString());
    if (value instanceof Error) return value.message;
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  };
  /** Metadata is an object or is refused, wherever it stands; within it all is its own. */
  const refused = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refused);
    if (typeof value !== 'object' || value === null) return value;
    const member = ([key, one]: [string, unknown]): [string, unknown] => {
      if (key !== 'metadata') return [key, refused(one)];
      const isObject = typeof one === 'object' && one !== null && !Array.isArray(one);
      return [key, isObject ? one : 'is not a JSON object'];
    };
    return Object.fromEntries(Object.entries(value).map(member));
  };
  const key = fc.oneof(fc.constantFrom('metadata', 'a', '"', 'meta"data'), fc.string());
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer(), { minLength: 30, maxLength: 40 }),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(value, fc.constantFrom(0, 1, 3), (one, indent) => {
      const text = JSON.stringify(one, null, indent);
      assert.deepEqual(plain(parseBody(Buffer.from(text))), refused(JSON.parse(text)));
    }),
    { numRuns: 1000 },
  );
});

test('metadata is an object however it is written, and nothing else is taken for it', async () => {
  const put = (metadata: string, name = '"metadata"') =>
    http
      .put(`${path}/items/odd`)
      .type('application/json')
      .send(`{"vector":${JSON.stringify(vector)},${name}:${metadata}}`);
  const numbers = JSON.stringify(Array.from({ length: 40 }, (_, i) => i));
  const escaped = '"m\\u0065tadata"';
  const refused = [
    [JSON.stringify('xy'.repeat(8200))],
    [JSON.stringify(Buffer.from('{"forged":true}'.padEnd(16_000)).toString('base64'))],
    [numbers],
    [`{"a":"${'é '.repeat(9000)}"}`, escaped],
    ['"text"', escaped],
    ['null'],
  ];
  for (const [metadata, name] of refused) {
    const { body } = await put(metadata!, name).expect(400);
    assert.equal(body.error.code, 'metadata_invalid');
  }
  const { body } = await put(`{"a":${numbers}}`, escaped).expect(201);
  assert.deepEqual(body.metadata, { a: JSON.parse(numbers) });
  const filter = JSON.stringify({ field: 'a', eq: 39 });
  const found = await http.get(`${path}/items`).query({ filter }).expect(200);
  assert.deepEqual(
    found.body.data.map(({ id }: { id: string }) => id),
    ['odd'],
  );
});

test('a text that is too long is refused, and nothing is made of its beginning', async () => {
  const long = 'x y'.repeat(7000);
  const requests: [string, object][] = [
    [`${path}/items`, { items: [{ id: long, vector }] }],
    [`${path}/search`, { id: long }],
    [`${path}/search`, { vector, filter: { field: 'kind', eq: long } }],
    [`${path}/search`, { vector, filter: { not: { field: 'kind', eq: long } } }],
    [`${path}/search`, { id: 'x'.repeat(20_000) }],
  ];
  for (const [to, body] of requests) {
    const answer = await http.post(to).send(body).expect(400);
    assert.ok(answer.text.length < 5000, answer.text.slice(0, 300));
    contract.check(answer);
  }
});

test('what is not UTF-8 is refused wherever it stands', async () => {
  const body = (byte: number) =>
    Buffer.concat([
      Buffer.from('{"items":[{"id":"'),
      Buffer.from([byte]),
      Buffer.from(`","vector":${JSON.stringify(vector)}}]}`),
    ]);
  const headers = { 'Content-Type': 'application/json' };
  const request = { method: 'POST', headers, body: body(0xff) };
  const json = await fetch(`${url}${path}/items`, request);
  assert.equal(json.status, 400);
  assert.equal(((await json.json()) as { error: { code: string } }).error.code, 'json_malformed');
  const query = await http
    .put(`${path}/items/q?metadata=%7B%22a%22%3A%22%ff%22%7D`)
    .send(await picture(1));
  assert.deepEqual([query.status, query.body.error.code], [400, 'url_malformed']);
  const form = Buffer.concat([
    Buffer.from('--x\r\nContent-Disposition: form-data; name="ids"\r\n\r\n["'),
    Buffer.from([0xfe]),
    Buffer.from('"]\r\n--x--\r\n'),
  ]);
  const fields = await http
    .post(`${path}/items`)
    .type('multipart/form-data; boundary=x')
    .send(form);
  assert.deepEqual([fields.status, fields.body.error.code], [400, 'multipart_malformed']);
});

test('an unknown key is told, and not all of it when it is long', async () => {
  const body = `{"${'a'.repeat(2 ** 20)}":1}`;
  const answer = await http.post(`${path}/search`).type('application/json').send(body).expect(400);
  assert.equal(answer.body.error.code, 'json_invalid');
  assert.ok(answer.text.length < 5000);
});

test('metadata again and again is counted, commas or not', async () => {
  const body = `{"items":[${'"metadata":{}'.repeat(30_000)}]}`;
  const answer = await http.post(`${path}/items`).type('application/json').send(body);
  assert.deepEqual([answer.status, answer.body.error.code], [413, 'json_too_complex']);
});
