import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHits } from '../../../server/http/hits.ts';
import { startServer } from '../helpers.ts';

const keys = ['first-key-of-a-client', 'second-key-of-a-client'];
const apiKeys = keys.map((key) => `read:${key}`).join();
const { http } = await startServer({ settings: { apiKeys, rateLimit: 5 } });
const models = (key: string) => http.get('/v1/models').set('Authorization', `Bearer ${key}`);

test('each key has its own number of requests a minute', async () => {
  for (let i = 0; i < 5; i++) await models(keys[0]!).expect(200);
  const { body, headers } = await models(keys[0]!).expect(429);
  assert.equal(body.error.code, 'rate_limited');
  assert.equal(body.error.type, 'rate_limit_error');
  const wait = Number(headers['retry-after']);
  assert.ok(wait >= 1 && wait <= 60, `Retry-After: ${wait}`);
  await models(keys[1]!).expect(200);
});

test('those without a key are counted by their address, guesses of keys included', async () => {
  for (let i = 0; i < 5; i++) await models(`guess-number-${i}`).expect(401);
  assert.equal((await models('guess-number-6').expect(429)).body.error.code, 'rate_limited');
  await http.get('/v1/models').expect(429);
});

test('probes are never limited', async () => {
  for (let i = 0; i < 8; i++) await http.get('/healthz').expect(200);
});

test('a window ends, and of too many clients the longest known is forgotten', (context) => {
  context.mock.timers.enable({ apis: ['Date'] });
  const hits = createHits(60_000, 2);
  const count = (client: string) => (hits.increment(client) as { totalHits: number }).totalHits;
  assert.deepEqual([count('a'), count('a'), count('b')], [1, 2, 1]);
  assert.deepEqual([count('c'), count('b'), count('a')], [1, 2, 1]);
  context.mock.timers.tick(60_000);
  assert.deepEqual([count('c'), count('a')], [1, 1]);
});
