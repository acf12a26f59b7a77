import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import type { Test } from 'supertest';
import { limits as fixed } from '../../../server/limits.ts';
import { callerOf, picture, startServer } from '../helpers.ts';
import { contractOf } from '../http/openapi/contract.ts';
import { errorTable } from './errorTable.ts';

const { http, url, services, bundle } = await startServer();
const { limits } = services;
const contract = contractOf((await http.get('/openapi.json').expect(200)).body);
const png = await picture(1);
const truncated = (
  await sharp(await picture(2))
    .jpeg()
    .toBuffer()
).subarray(0, 400);
const jxl = Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.alloc(64)]);
const bomb = Buffer.from(png);
bomb.writeUInt32BE(30000, 16);
bomb.writeUInt32BE(30000, 20);

const embed = () => http.post('/v1/embeddings');
const put = (id: string) => http.put(`/v1/collections/default/items/${id}`);
const search = () => http.post('/v1/collections/default/search');
const json = (request: Test, body: string) => request.type('application/json').send(body);
const zeros = Array.from({ length: bundle.card.dimensions }, () => 0);
const boundary = 'multipart/form-data; boundary=x';
await put('vector').send({ vector: [1, ...zeros.slice(1)] });

/** Requests by the code that they are answered with. */
const cases: Record<string, (() => Test)[]> = {
  json_malformed: [() => json(embed(), '{"input":'), () => json(search(), '\xff')],
  json_invalid: [
    () => embed().send({ inputs: 'x' }),
    () => embed().send({ input: [] }),
    () => embed().send({ input: 5 }),
    () => embed().send([]),
    () => search().send({ k: 3 }),
    () => search().send({ id: 'a', vector: zeros }),
    () => search().send({ text: ' ' }),
    () => search().send({ id: 'a', k: 0 }),
    () => search().send({ id: 'a', k: 1001 }),
    () => put('a').send({ metadata: {} }),
  ],
  option_invalid: [
    () => search().field('k', '1').field('k', '2').attach('a', png, 'a'),
    () => embed().query({ encoding_format: 'hex' }).send(png),
    () => embed().query({ formt: 'float' }).send(png),
    () => search().query({ k: 'ten' }).send(png),
    () => search().query({ k: '2.5' }).send(png),
    () => search().query('k=1&k=2').send(png),
    () => put('a').query({ meta: '{}' }).send(png),
    () => put('a').set('If-None-Match', '"an-entity-tag"').send(png),
    () => http.get('/v1/collections/default/items/vector').query({ include: 'all' }),
    () => http.get('/v1/collections/default/items/vector/image').query({ size: 100 }),
  ],
  text_unsupported: [() => search().send({ text: 'a red boat' })],
  body_empty: [() => embed(), () => json(embed(), ''), () => search()],
  multipart_malformed: [
    () => embed().type(boundary).send('garbage'),
    () => embed().type('multipart/form-data').send('garbage'),
    () =>
      embed()
        .type(boundary)
        .send('--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nhalf'),
  ],
  pictures_expected: [
    () => embed().field('a', 'no file'),
    () => put('a').attach('a', png, 'a').attach('b', png, 'b'),
  ],
  picture_encoding_invalid: [
    () => embed().send({ input: 'data:image/png,plain' }),
    () => embed().send({ input: 'https://example.org/picture.png' }),
    () => embed().send({ input: '' }),
    () => put('a').send({ image: 'not base64!' }),
    () => search().send({ image: 'not base64!' }),
  ],
  dimensions_unsupported: [() => embed().send({ input: 'AAAA', dimensions: 3 })],
  metadata_invalid: [
    () => put('a').query({ metadata: '[1]' }).send(png),
    () => put('a').query({ metadata: '{' }).send(png),
    () => put('a').send({ vector: zeros, metadata: 'text' }),
    () => put('a').send({ vector: zeros, metadata: { a: 'x'.repeat(fixed.metadataBytes) } }),
  ],
  filter_too_large: [
    () => search().send({ id: 'a', filter: { or: Array(300).fill({ field: 'a', eq: 1 }) } }),
    () => search().send({ id: 'a', filter: { field: 'a', in: Array(300).fill(1) } }),
  ],
  id_invalid: [
    () => put('a%00b').send(png),
    () => put('x'.repeat(fixed.idLength + 1)).send(png),
    () => search().send({ id: '' }),
  ],
  collection_name_invalid: [
    () => http.put('/v1/collections/a%2Fb'),
    () => http.get('/v1/collections/-a'),
  ],
  url_malformed: [() => http.get('/v1/collections/%ff')],
  host_forbidden: [() => http.get('/v1/models').set('Host', 'rebound.example')],
  cross_site: [() => put('a').set('Origin', 'https://evil.example').send(png)],
  route_not_found: [
    () => http.delete('/v1/collections/default/'),
    () => http.get('/v2'),
    () => http.post('/'),
    () => http.get('/app.ts'),
  ],
  model_not_found: [() => embed().send({ input: 'AAAA', model: 'text-embedding-3-small' })],
  collection_not_found: [
    () => http.get('/v1/collections/none'),
    () => http.delete('/v1/collections/none'),
    () => http.put('/v1/collections/none/items/a').send(png),
    () => http.post('/v1/collections/none/search').send(png),
    () => http.get('/v1/collections/none/items/a'),
  ],
  item_not_found: [
    () => http.get('/v1/collections/default/items/none'),
    () => http.delete('/v1/collections/default/items/none'),
    () => http.get('/v1/collections/default/items/none/image'),
    () => search().send({ id: 'none' }),
  ],
  item_exists: [
    () => put('vector').set('If-None-Match', '*').send(png),
    () =>
      put('vector')
        .set('If-None-Match', '*')
        .send({ vector: [1, ...zeros.slice(1)] }),
  ],
  map_not_found: [() => http.get('/v1/collections/default/map')],
  map_too_small: [() => http.post('/v1/collections/default/map')],
  nothing_to_compare: [
    () => http.post(`/v1/models/${bundle.card.name}/${bundle.card.version}/compare`),
  ],
  image_not_found: [() => http.get('/v1/collections/default/items/vector/image')],
  method_not_allowed: [
    () => http.get('/v1/embeddings'),
    () => http.post('/v1/collections/default/items/a'),
    () => http.post('/readyz'),
  ],
  collection_protected: [() => http.delete('/v1/collections/default')],
  body_too_large: [
    () => embed().send(Buffer.alloc(limits.pictureBytes + 1)),
    () => embed().attach('a', Buffer.alloc(limits.pictureBytes + 1), 'a'),
    () =>
      embed()
        .field('user', 'x'.repeat(fixed.formFieldBytes + 1))
        .attach('a', png, 'a'),
    () => json(embed(), `{"input":"${'A'.repeat(limits.jsonBytes)}"}`),
    () => embed().send({ input: 'A'.repeat(limits.pictureBytes * 1.34) }),
  ],
  too_many_pictures: [
    () => embed().send({ input: Array(limits.picturesPerRequest + 1).fill('AAAA') }),
    () => {
      const request = embed();
      for (let i = 0; i <= limits.picturesPerRequest; i++) request.attach('a', png, `${i}`);
      return request;
    },
  ],
  picture_too_large: [() => embed().send(bomb)],
  picture_unsupported: [
    () => embed().type('image/png').send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    () => embed().type('image/jxl').send(jxl),
    () => search().send(Buffer.from('%PDF-1.7')),
  ],
  encoding_unsupported: [() => embed().set('Content-Encoding', 'gzip').send(png)],
  picture_empty: [() => embed().attach('a', Buffer.alloc(0), 'a')],
  picture_unreadable: [
    () => embed().send(truncated),
    () => put('a').send(truncated),
    () => embed().send(png.subarray(0, 60)),
  ],
  vector_length: [
    () => search().send({ vector: [1, 2] }),
    () => put('a').send({ vector: [1, 2, 3] }),
  ],
  vector_invalid: [
    () => search().send({ vector: zeros }),
    () => put('a').send({ vector: [1e39, ...zeros.slice(1)] }),
  ],
};

/** Codes that need a server of their own, by the test that has it, from `test/server/`. */
const elsewhere: Record<string, string> = {
  queue_full: 'http/connections.test.ts',
  data_corrupt: 'store/damage.test.ts',
  api_key_missing: 'auth/access.test.ts',
  api_key_invalid: 'auth/access.test.ts',
  access_denied: 'auth/access.test.ts',
  rate_limited: 'http/rateLimit.test.ts',
  http_malformed: 'http/connections.test.ts',
  request_timeout: 'http/connections.test.ts',
  headers_too_large: 'http/connections.test.ts',
  json_expected: 'http/mount.test.ts',
  picture_channels: 'input/limits.test.ts',
  picture_frames: 'input/limits.test.ts',
  picture_bands: 'input/limits.test.ts',
  picture_too_slow: 'input/limits.test.ts',
  internal_error: 'http/mount.test.ts',
  inference_unavailable: 'routes/health.test.ts',
  text_not_embeddable: 'embed/text.test.ts',
  not_ready: 'routes/health.test.ts',
  page_missing: 'routes/web.test.ts',
  item_of_other_model: 'routes/search.test.ts',
  deadline_exceeded: 'store/failures.test.ts',
  store_failed: 'store/failures.test.ts',
  thread_stopped: 'store/failures.test.ts',
  storage_full: 'store/failures.test.ts',
  store_unavailable: 'store/postgres/server.test.ts',
  pictures_unavailable: 'store/postgres/pictures.test.ts',
  picture_lost: 'store/postgres/pictures.test.ts',
  snapshots_unsupported: 'store/postgres/server.test.ts',
  replica_lacks_model: 'replicas.test.ts',
  replica_silent: 'replicas.test.ts',
  cursor_invalid: 'routes/manyItems.test.ts',
  list_length: 'routes/manyItems.test.ts',
  filter_invalid: 'routes/manyItems.test.ts',
  folder_invalid: 'bulk/jobs.test.ts',
  folder_busy: 'bulk/metadata.test.ts',
  model_missing: 'models/collectionModels.test.ts',
  model_mismatch: 'models/collectionModels.test.ts',
  model_required: 'models/activation/activation.test.ts',
  activation_busy: 'models/activation/activation.test.ts',
  items_lacking: 'models/activation/activation.test.ts',
  bundle_unusable: 'models/activation/lacking.test.ts',
  no_previous_model: 'models/activation/activation.test.ts',
  previous_models_differ: 'models/activation/lacking.test.ts',
  model_searched: 'models/activation/activation.test.ts',
  job_not_pausable: 'models/activation/lacking.test.ts',
  report_not_found: 'models/activation/lacking.test.ts',
  model_changed: 'models/collectionModels.test.ts',
  picture_not_embeddable: 'models/activation/lacking.test.ts',
  job_not_found: 'bulk/jobs.test.ts',
  filter_too_slow: 'http/json/answers.test.ts',
  json_too_complex: 'input/json.test.ts',
  too_many_pipelined: 'http/oneConnection.test.ts',
  expectation_unknown: 'http/oneConnection.test.ts',
};

/** Codes that no client sees, since it has gone: they stand in the log. */
const unseen = ['body_aborted'];

test('every code of the table has its test', () => {
  const tested = [...Object.keys(cases), ...Object.keys(elsewhere), ...unseen];
  assert.deepEqual(tested.toSorted(), Object.keys(errorTable).toSorted());
  for (const [code, file] of Object.entries(elsewhere)) {
    const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    assert.match(text, new RegExp(`\\b${code}\\b`), `${file} does not test ${code}`);
  }
});

test('an id with a slash that is not encoded is told how to be written', async () => {
  const { body } = await http.get('/v1/collections/default/items/a/b.jpg').expect(404);
  assert.equal(body.error.code, 'route_not_found');
  assert.match(body.error.remedy, /%2F/);
});

/** Codes that belong to no endpoint: none was met, or not by its method. */
const unmet = ['route_not_found', 'method_not_allowed'];

for (const [code, requests] of Object.entries(cases)) {
  test(`${code}: ${errorTable[code]}`, async () => {
    for (const request of requests) {
      const answer = await request();
      const { status, body, type } = answer;
      assert.equal(type, 'application/json');
      assert.equal(body.error?.code, code, JSON.stringify(body));
      assert.equal(status, errorTable[code]);
      assert.deepEqual(Object.keys(body.error), ['message', 'type', 'code', 'param', 'remedy']);
      if (!unmet.includes(code)) contract.check(answer);
      assert.ok(body.error.message.length > 10 && body.error.remedy.length > 5);
    }
  });
}

test('405 names the methods that are allowed', async () => {
  const { headers } = await http.post('/v1/collections/default/items/a').expect(405);
  assert.equal(headers.allow, 'PUT, GET, PATCH, DELETE');
});

test('queue_full: 429 with Retry-After, and the server takes work again afterwards', async () => {
  const waiting = Array.from({ length: limits.queue }, () => png);
  const busy = services.encoders.serving.embedder.embedEach(waiting, callerOf('another'));
  const { body, headers } = await embed().send(png).expect(429);
  assert.equal(body.error.code, 'queue_full');
  assert.equal(headers['retry-after'], '1');
  assert.ok((await busy).every(({ status }) => status === 'fulfilled'));
  await embed().send(png).expect(200);
});

test('an unknown key is told with the nearest known one', async () => {
  const { body } = await search().send({ vectr: [1] });
  assert.match(body.error.message, /did you mean "vector"/);
});

test('an upload that breaks off leaves the server well', async () => {
  const { hostname, port } = new URL(url);
  for (const type of ['image/png', boundary]) {
    const socket = new Socket();
    await new Promise<void>((resolve) => socket.connect(Number(port), hostname, resolve));
    socket.write(
      `POST /v1/embeddings HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: ${type}\r\nContent-Length: 5000\r\n\r\n--x`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
  }
  await embed().send(png).expect(200);
});

test('nothing of the above was stored', async () => {
  const { body } = await http.get('/v1/collections/default').expect(200);
  assert.equal(body.items, 1);
  await http.get('/readyz').expect(200);
});
