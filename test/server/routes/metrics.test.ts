import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelDigest } from '../../../models/index.ts';
import { picture, startServer } from '../helpers.ts';

const { http, bundle, services } = await startServer();

/** The value of a line such as `name{label="x"} 3`; 0 if there is none. */
async function value(line: string): Promise<number> {
  const { text } = await http.get('/metrics').expect(200);
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

test('requests are counted by route and status, not by what clients name', async () => {
  await http.get('/v1/collections/default').expect(200);
  for (const name of ['none', 'nothing']) await http.get(`/v1/collections/${name}`).expect(404);
  await http.get('/nowhere').expect(404);
  const count = (route: string, status: number) =>
    value(`selfsame_request_seconds_count{method="GET",route="${route}",status="${status}"}`);
  assert.equal(await count('/v1/collections/{collection}', 200), 1);
  assert.equal(await count('/v1/collections/{collection}', 404), 2);
  assert.equal(await count('other', 404), 1);
});

test('errors are counted by code, those within a batch too', async () => {
  const bad = 'selfsame_errors_total{code="picture_unsupported"}';
  const before = await value(bad);
  const text = Buffer.from('not a picture');
  await http.post('/v1/embeddings').send(text).expect(415);
  const png = await picture(1);
  await http.post('/v1/embeddings').attach('a', text, 'a').attach('b', png, 'b').expect(200);
  assert.equal(await value(bad), before + 2);
});

test('searches are timed', async () => {
  await http
    .post('/v1/collections/default/search')
    .send(await picture(1))
    .expect(200);
  assert.equal(await value('selfsame_search_seconds_count'), 1);
});

test('a batch of pictures is seen in every stage of its way', async () => {
  const series = [
    'decode_seconds_count',
    'queue_seconds_count{stage="decode"}',
    'queue_seconds_count{stage="batch"}',
    'inference_seconds_count',
    'batch_pictures_count',
  ];
  const counts = () => Promise.all(series.map((name) => value(`selfsame_${name}`)));
  const before = await counts();
  const pictures = await value('selfsame_batch_pictures_sum');
  const request = http.post('/v1/embeddings');
  for (let i = 0; i < 5; i++) request.attach('image', await picture(i), `${i}.png`);
  await request.expect(200);
  const after = await counts();
  const [decoded, undecoded, unbatched, runs, batches] = after.map((n, i) => n - before[i]!);
  assert.deepEqual([decoded, undecoded, unbatched], [5, 5, 5]);
  assert.ok(runs! >= 1 && runs! <= 5);
  assert.equal(batches, runs);
  assert.equal(await value('selfsame_batch_pictures_sum'), pictures + 5);
});

test('the queue is told as it is now', async () => {
  const release = services.admission.admit(3, 'one');
  assert.equal(await value('selfsame_queue_pictures'), 3);
  release();
  assert.equal(await value('selfsame_queue_pictures'), 0);
});

test('the model, the device, the event loop and the process are told', async () => {
  const { card } = bundle;
  const labels = `model="${card.name}/${card.version}",digest="${modelDigest(card)}",device="cpu",serving="true"`;
  assert.equal(await value(`selfsame_info{${labels}}`), 1);
  assert.ok((await value('process_resident_memory_bytes')) > 1e6);
  const { text } = await http.get('/metrics');
  assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m);
});

test('requests in flight are those that are not answered yet', async () => {
  assert.equal(await value('selfsame_requests_in_flight'), 1);
});

test("a client's request id is taken if it is sane, and told back", async () => {
  const idOf = async (sent: string) =>
    (await http.get('/healthz').set('X-Request-Id', sent)).headers['x-request-id'];
  assert.equal(await idOf('trace-1.A:b_c'), 'trace-1.A:b_c');
  for (const odd of ['a b', 'x'.repeat(65), '{"level":60}', 'ä'])
    assert.match((await idOf(odd))!, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
