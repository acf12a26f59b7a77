import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelDigest } from '../../../models/index.ts';
import { callerOf, picture, startServer } from '../helpers.ts';

const { http, bundle, services, url } = await startServer();
const { card } = bundle;

test('healthz answers, readyz has embedded a picture, models tells what is served', async () => {
  assert.deepEqual((await http.get('/healthz').expect(200)).body, { status: 'ok' });
  const ready = await http.get('/readyz').expect(200);
  assert.equal(ready.body.status, 'ready');
  assert.equal(ready.body.device, 'cpu');
  const { body } = await http.get('/v1/models').expect(200);
  assert.equal(body.data[0].id, `${card.name}/${card.version}`);
  assert.equal(body.data[0].digest, modelDigest(card));
  assert.equal(body.data[0].dimensions, card.dimensions);
});

test('healthz answers while many pictures are embedded', async () => {
  const png = await picture(1);
  const someone = callerOf('someone');
  let done = false;
  const work = services.encoders.serving.embedder
    .embedEach(Array(400).fill(png), someone)
    .then(() => {
      done = true;
    });
  await http.get('/healthz').expect(200);
  assert.equal(done, false);
  await work;
});

test('readyz fails when inference cannot be done; the process lives', async () => {
  await services.encoders.serving.engine.close();
  const { body } = await http.get('/readyz').expect(503);
  assert.equal(body.error.code, 'not_ready');
  const refused = await http.post('/v1/embeddings').send(await picture(1));
  assert.equal(refused.status, 503);
  assert.equal(refused.body.error.code, 'inference_unavailable');
  await http.get('/healthz').expect(200);
});

for (const path of ['/', '/docs'])
  test(`${path} and all that it refers to come from this server under a strict policy`, async () => {
    const page = await http
      .get(path)
      .expect(200)
      .expect('Content-Type', /text\/html/);
    assert.match(page.headers['content-security-policy']!, /default-src 'none'/);
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    const references = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    assert.ok(references.length >= 3);
    for (const path of references) {
      assert.equal(new URL(path, url).origin, url);
      await http
        .get(new URL(path, url).pathname)
        .expect((answer) => assert.notEqual(answer.status, 404));
    }
  });
