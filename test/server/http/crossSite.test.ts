import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test } from 'node:test';
import type { Test } from 'supertest';
import { picture, startProcess, startServer, temporaryFolder, testBundle } from '../helpers.ts';

const own = 'https://page.example:8443';
const { http, url } = await startServer({
  settings: { corsOrigins: `${own}, http://localhost:3000` },
});
const png = await picture(1);
const items = '/v1/collections/default/items';
const { host } = new URL(url);
const count = async () => (await http.get('/v1/collections/default')).body.items;

/** What a page can have a browser send without asking first, and what it cannot. */
const changes: [string, () => Test][] = [
  ['a form', () => http.post(items).attach('a', png, 'a.png')],
  ['a raw picture', () => http.post(items).type('text/plain').send(png)],
  ['a snapshot', () => http.post('/v1/collections/default/snapshots').type('text/plain').send('x')],
  ['an item', () => http.put(`${items}/a`).send(png)],
  ['a deletion', () => http.delete(`${items}/a`)],
  ['a job', () => http.post('/v1/collections/default/jobs').send({ folder: '/tmp' })],
  ['a collection', () => http.put('/v1/collections/new')],
];
/** Headers of requests that pages of other sites send. */
const foreign: Record<string, string>[] = [
  { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'https://evil.example' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { Origin: 'null' },
  { Origin: `http://${host}1` },
  { Origin: 'http://localhost:3001' },
];

for (const [what, request] of changes) {
  test(`${what} that a page of another site sends is refused`, async () => {
    const before = await count();
    for (const headers of foreign) {
      const { body } = await request().set(headers).expect(403);
      assert.equal(body.error.code, 'cross_site', JSON.stringify(headers));
      assert.match(body.error.remedy, /--cors-origins/);
    }
    assert.equal(await count(), before);
  });
}

test("the server's own page, programs and the user's own doing may do all", async () => {
  const put = () => http.put(`${items}/mine`).send(png);
  await put().expect(201);
  await put()
    .set({ Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' })
    .expect(200);
  // Behind a proxy that ends TLS.
  await put().set('Origin', `https://${host}`).expect(200);
  await put().set('Sec-Fetch-Site', 'none').expect(200);
});

test('pages of the origins that are named may do all, and read the answers', async () => {
  for (const origin of [own, 'http://localhost:3000']) {
    const from = { Origin: origin, 'Sec-Fetch-Site': 'cross-site' };
    const asked = await http
      .options(`${items}/theirs`)
      .set({ ...from, 'Access-Control-Request-Method': 'PUT' })
      .expect(204);
    assert.match(asked.headers['access-control-allow-methods']!, /PUT/);
    assert.match(asked.headers['access-control-allow-headers']!, /Authorization.*If-None-Match/);
    for (const answer of [
      await http.put(`${items}/theirs`).set(from).send(png),
      await http.get(items).set(from),
      // Errors as well: the page is to show them.
      await http.get(`${items}/none`).set(from),
    ]) {
      assert.equal(answer.headers['access-control-allow-origin'], origin);
      assert.match(answer.headers.vary!, /Origin/);
    }
  }
});

test('pages of other origins cannot read, and are not allowed to ask', async () => {
  const from = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  const read = await http.get(items).set(from).expect(200);
  assert.equal(read.headers['access-control-allow-origin'], undefined);
  const asked = await http
    .options(`${items}/a`)
    .set({ ...from, 'Access-Control-Request-Method': 'PUT' });
  assert.equal(asked.headers['access-control-allow-origin'], undefined);
});

test('as the image starts it, the server answers to localhost and addresses alone', async () => {
  const data = await temporaryFolder();
  const { dir } = await testBundle();
  const flags = ['--host', '0.0.0.0', '--insecure', '--data', data, '--port', '0', '--model', dir];
  const { child, url, ended } = startProcess(...flags);
  const { port } = new URL(await url);
  const at = `http://127.0.0.1:${port}/v1/collections/default/items`;
  const named = (name: string) => fetchAs(at, `${name}:${port}`);
  assert.equal(await named('localhost'), 200);
  assert.equal(await named('172.17.0.2'), 200);
  assert.equal(await named('rebound.example'), 403);
  child.kill('SIGTERM');
  await ended;
});

function fetchAs(at: string, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(at, { headers: { Host: name } }, (answer) => resolve(answer.resume().statusCode!)).on(
      'error',
      reject,
    );
  });
}
