import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import express from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { z } from 'zod';
import { loadConfig } from '../../../server/config/load.ts';
import { answerErrors } from '../../../server/http/answerError.ts';
import { endpoint } from '../../../server/http/endpoint.ts';
import { mount } from '../../../server/http/mount.ts';
import { JsonParser } from '../../../server/input/json/JsonParser.ts';
import { createMetrics } from '../../../server/metrics/Metrics.ts';

const answers = { 200: { description: 'the sum', json: z.strictObject({ sum: z.number() }) } };
const common = { path: '/sums', tag: 'sums', summary: 'adds', access: 'open', answers } as const;

const services = {
  log: pino({ level: 'silent' }),
  metrics: createMetrics(),
  limits: loadConfig([], {})!.limits,
  apiKeys: [],
  parser: await JsonParser.start(() => {}),
};
after(() => services.parser.close());
const endpoints = [
  endpoint({
    ...common,
    method: 'post',
    operationId: 'postSum',
    query: z.strictObject({ and: z.coerce.number().default(0) }),
    body: { json: z.strictObject({ terms: z.array(z.number()) }) },
    handle({ query, body }) {
      const sum = body.value.terms.reduce((total, term) => total + term, query.and);
      return { status: 200, json: { sum } };
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    operationId: 'getSum',
    handle: () => ({ status: 200, json: { sum: 0 } }),
  }),
];
endpoints.push(
  endpoint({
    ...common,
    path: '/fault',
    method: 'get',
    operationId: 'getFault',
    handle() {
      throw new TypeError('a secret of the inside');
    },
  }),
);
const app = express();
mount(app, endpoints, services);
app.use(answerErrors(services));
const http = supertest(app);

test('a checked body and checked options reach the handler', async () => {
  const request = http
    .post('/sums')
    .query({ and: '4' })
    .send({ terms: [1, 2] });
  await request.expect(200, { sum: 7 });
  await http.get('/sums').expect(200, { sum: 0 });
});

test('an endpoint of JSON alone refuses other media types', async () => {
  const refused = [
    http.post('/sums').type('image/png').send(Buffer.from('{"terms":[]}')),
    http.post('/sums').attach('image', Buffer.from('x'), 'x.png'),
    http.post('/sums').type('text/plain').send('{"terms":[]}'),
  ];
  for (const request of refused) {
    const { body } = await request.expect(415);
    assert.equal(body.error.code, 'json_expected');
  }
});

test('a fault is told as one, and what it was is not', async () => {
  const { body, text } = await http.get('/fault').expect(500);
  assert.equal(body.error.code, 'internal_error');
  assert.doesNotMatch(text, /secret/);
});

test('an endpoint without options says that it has none', async () => {
  const { body } = await http.get('/sums').query({ and: 1 }).expect(400);
  assert.match(body.error.message, /"and" is unknown; there are no options/);
});
