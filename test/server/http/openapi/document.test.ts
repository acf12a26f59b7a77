import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { errorTable } from '../../errors/errorTable.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { ended } from '../../models/activation/jobs.ts';
import { publishStandIn } from '../../standIn.ts';
import { contractOf } from './contract.ts';

const models = await temporaryFolder();
const bundle = await publishStandIn(models, 'mine', 'one');
await publishStandIn(models, 'mine', 'two', 90);
const { http } = await startServer({ bundle, settings: { models } });
const { body: document } = await http.get('/openapi.json').expect(200);
const png = await picture(1);
const base64 = png.toString('base64');
const vector = Array.from({ length: bundle.card.dimensions }, (_, i) => (i === 0 ? 1 : 0));
const item = '/v1/collections/default/items';
const folder = await temporaryFolder();
const jobId = async () => (await http.get('/v1/jobs')).body.data.at(-1).id;

test('the document is valid OpenAPI 3.1', async () => {
  assert.match(document.openapi, /^3\.1\./);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
});

test('every operation has an id of its own, an access level and a summary', () => {
  const operations = Object.values(document.paths as Record<string, object>).flatMap((path) =>
    Object.values(path),
  );
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  for (const operation of operations) {
    assert.ok(['open', 'read', 'write', 'admin'].includes(operation['x-access']));
    assert.ok(operation.summary.length > 5);
  }
});

test('every code that the document names is in the table, under its status', () => {
  const seen = new Set<string>();
  for (const path of Object.values(document.paths as Record<string, object>))
    for (const { responses } of Object.values(path))
      for (const [status, { content = {} }] of Object.entries(
        responses as Record<string, { content?: Record<string, { schema?: ErrorAnswer }> }>,
      )) {
        const codes = content['application/json']?.schema?.properties?.error?.properties?.code.enum;
        for (const code of codes ?? []) {
          assert.equal(errorTable[code], Number(status), code);
          seen.add(code);
        }
      }
  // No operation's own: no endpoint or no method of it was met, or the page.
  const others = ['route_not_found', 'method_not_allowed', 'page_missing'];
  assert.deepEqual([...seen, ...others].toSorted(), Object.keys(errorTable).toSorted());
});

/** The example of a picture that the document gives to those who read it. */
function exampleOf({ paths }: { paths: Record<string, unknown> }): string {
  const [, example] = /"examples":\["(data:image[^"]+)"\]/.exec(JSON.stringify(paths)) ?? [];
  return example!;
}

interface ErrorAnswer {
  readonly properties?: { error?: { properties: { code: { enum: string[] } } } };
}

test('real answers of every endpoint are what the document says', async () => {
  const contract = contractOf(document);
  const embed = () => http.post('/v1/embeddings');
  const search = () => http.post('/v1/collections/default/search');
  const requests = [
    () => embed().type('image/png').send(png),
    () => embed().query({ encoding_format: 'base64' }).send(png),
    () => embed().attach('image', png, 'a.png').attach('image', Buffer.from('x'), 'b.png'),
    () => embed().send({ input: [base64, 'none'], model: bundle.card.name }),
    () => http.put(`${item}/a`).query({ metadata: '{"kind":"plant"}' }).send(png),
    () => http.put(`${item}/a`).send({ image: base64, metadata: { n: [1] } }),
    () => embed().send({ input: exampleOf(document) }),
    () => http.put(`${item}/v`).send({ vector }),
    () => http.get(`${item}/a`),
    () => http.get('/v1/collections/default/pages'),
    () => http.get(`${item}/a`).query({ include: 'vector' }),
    () => http.get(`${item}/a/image`).query({ size: 128 }),
    () => search().query({ k: 2 }).send(png),
    () => search().send({ id: 'v', k: 1 }),
    () => search().send({ id: 'v', filter: { field: 'n', eq: 1 }, include: ['vector'] }),
    () =>
      http
        .post('/v1/collections/default/search/batch')
        .send({ queries: [{ vector }, { id: 'none' }] }),
    () => http.post('/v1/collections/default/duplicates').send({}),
    () => http.get(item).query({ limit: 1 }),
    () => http.post(item).send({ items: [{ vector }, { image: 'none' }] }),
    () => http.delete(item).query({ filter: '{"field":"n","exists":false}' }),
    () => http.put(`${item}/b`).send(png),
    () => http.patch(`${item}/a`).send({ metadata: { n: null } }),
    () => http.post('/v1/collections/default/snapshots'),
    () => http.post('/v1/collections/default/jobs').send({ folder }),
    () => http.get('/v1/jobs'),
    async () => http.get(`/v1/jobs/${await jobId()}`),
    async () => http.delete(`/v1/jobs/${await jobId()}`),
    () => http.get('/v1/collections/default/snapshots'),
    () => http.put('/v1/collections/other'),
    () => http.put('/v1/collections/other'),
    () => http.get('/v1/collections/other'),
    () => http.get('/v1/collections'),
    () => http.delete('/v1/collections/other'),
    () => http.get('/v1/models'),
    () => http.get(`/v1/models/${bundle.card.name}`),
    () => http.get(`/v1/graphs/${bundle.card.graph.sha256}`),
    () => http.put(`${item}/c`).send(png),
    () => http.post('/v1/collections/default/map'),
    async () => {
      await ended(http, await jobId());
      return http.get('/v1/collections/default/map');
    },
    () => http.post('/v1/models/mine/2/compare'),
    async () => http.get(`/v1/jobs/${(await ended(http, await jobId())).id}`),
    () => http.get('/v1/models/mine/2/missing'),
    () => http.post('/v1/models/mine/2/activate').send({ on_missing: 'drop-from-search' }),
    // While its encoder is loaded, which takes some time.
    async () => http.post(`/v1/jobs/${await jobId()}/pause`),
    async () => http.post(`/v1/jobs/${await jobId()}/resume`),
    async () => http.get(`/v1/jobs/${(await ended(http, await jobId())).id}/compare.html`),
    () => http.post('/v1/models/mine/2/rollback').send({ on_missing: 'drop-from-search' }),
    async () => http.get(`/v1/jobs/${(await ended(http, await jobId())).id}`),
    () => http.delete('/v1/models/mine/2/vectors'),
    () => http.get('/healthz'),
    () => http.get('/readyz'),
    () => http.delete(`${item}/a`),
    () => http.get('/openapi.json'),
    () => http.get('/metrics'),
  ];
  const seen = new Set<string>();
  for (const request of requests) seen.add(contract.check(await request()));
  assert.deepEqual([...seen].toSorted(), contract.good.toSorted());
});

test('an answer that breaks its schema is noticed', async () => {
  const contract = contractOf(document);
  const answer = await http.get('/v1/models').expect(200);
  answer.body.data[0].dimensions = '256';
  assert.throws(() => contract.check(answer), /dimensions must be integer/);
});
