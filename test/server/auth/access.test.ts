import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Test } from 'supertest';
import { startServer } from '../helpers.ts';
import { contractOf } from '../http/openapi/contract.ts';

const keys = {
  read: 'read-key-of-32-characters-or-so',
  write: 'w~.-_+/0123456789==',
  admin: 'a'.repeat(16),
};
const apiKeys = Object.entries(keys)
  .map(([level, key]) => `${level}:${key}`)
  .join();
const hosts = 'pictures.example,other.example';
const { http, bundle } = await startServer({ settings: { apiKeys, hosts, host: '127.0.0.1' } });
const { body: document } = await http.get('/openapi.json').expect(200);
const contract = contractOf(document);

interface Operation {
  readonly 'x-access': keyof typeof keys | 'open';
  readonly security: readonly object[];
}
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  .filter(({ operation }) => operation['x-access'] !== 'open');

/** Nothing that these requests name exists, so that none of them changes anything. */
const request = (method: string, path: string): Test =>
  http[method as 'get'](path.replace('{collection}', 'none').replace('{id}', 'none'));

test('what is not open is refused without a key, and with a wrong one', async () => {
  assert.ok(operations.length >= 10);
  for (const { method, path, operation } of operations) {
    assert.deepEqual(operation.security, [{ apiKey: [operation['x-access']] }]);
    const none = await request(method, path).expect(401);
    assert.equal(none.body.error.code, 'api_key_missing');
    assert.equal(none.headers['www-authenticate'], 'Bearer realm="selfsame"');
    contract.check(none);
    for (const authorization of ['Bearer wrong', `Bearer ${keys.admin}a`, 'bearer  x']) {
      const wrong = await request(method, path).set('Authorization', authorization).expect(401);
      assert.equal(wrong.body.error.code, 'api_key_invalid');
      assert.match(wrong.headers['www-authenticate']!, /error="invalid_token"/);
    }
    await request(method, path).set('Authorization', `Basic ${keys.admin}`).expect(401);
  }
});

test('each level may do what is its own and what those before it may', async () => {
  const levels = ['read', 'write', 'admin'] as const;
  for (const { method, path, operation } of operations) {
    // That of `admin` would be a collection made for good.
    if (path === '/v1/collections/{collection}' && method === 'put') continue;
    for (const [i, level] of levels.entries()) {
      const answer = await request(method, path).set('Authorization', `Bearer ${keys[level]}`);
      const denied = i < levels.indexOf(operation['x-access'] as 'read');
      const what = `${level} ${method} ${path}: ${answer.status}`;
      assert.equal(answer.status === 403, denied, what);
      assert.notEqual(answer.status, 401, what);
      contract.check(answer);
      if (!denied) continue;
      assert.equal(answer.body.error.code, 'access_denied');
      assert.match(answer.headers['www-authenticate']!, /scope="(write|admin)"/);
    }
  }
});

test('a body is not received from those who may not send it', async () => {
  const answer = await http.put('/v1/collections/default/items/a').send(Buffer.alloc(30 << 20));
  assert.equal(answer.status, 401);
});

test('probes, the description and the page are for everyone, under each name of the server', async () => {
  for (const path of ['/healthz', '/readyz', '/openapi.json', '/docs', '/']) {
    for (const name of ['pictures.example', 'OTHER.example:8080', '10.1.2.3', '[::1]:80'])
      await http.get(path).set('Host', name).expect(200);
    const { body } = await http.get(path).set('Host', 'rebound.example').expect(403);
    assert.equal(body.error.code, 'host_forbidden');
  }
});

test('readiness tells everyone no counts where there are keys', async () => {
  const { body } = await http.get('/readyz').expect(200);
  assert.deepEqual(Object.keys(body), ['status', 'model', 'device']);
});

test('the scheme is taken in any case, as HTTP has it', async () => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    const { body } = await http
      .get('/v1/models')
      .set('Authorization', `${scheme} ${keys.read}`)
      .expect(200);
    assert.equal(body.data[0].dimensions, bundle.card.dimensions);
  }
});

test('where models are looked for is told to admin keys alone', async () => {
  for (const level of ['read', 'write', 'admin'] as const) {
    const { body } = await request('get', '/v1/models')
      .set('Authorization', `Bearer ${keys[level]}`)
      .expect(200);
    assert.equal('folders' in body, level === 'admin', level);
  }
});
