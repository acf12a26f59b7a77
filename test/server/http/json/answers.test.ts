import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import express from 'express';
import { sendJson } from '../../../../server/http/json/sendJson.ts';
import { RawJson, textOf } from '../../../../server/http/json/written.ts';
import { startServer, until } from '../../helpers.ts';
import { contractOf } from '../openapi/contract.ts';

const { http, url, bundle } = await startServer({ settings: { queryMs: 40 } });
const contract = contractOf((await http.get('/openapi.json').expect(200)).body);
const { dimensions } = bundle.card;
const path = '/v1/collections/large';
const count = 1200;
/** 15 KB that would take long to read, and much memory. */
const odd = `{"n":0,"a":[${Array(5000).fill('{}').join(',')}]}`;
const vectorOf = (n: number) =>
  Array.from({ length: dimensions }, (_, i) => Math.sin(1 + n + i * (1 + (n % 7))));

await http.put(path).expect(201);
for (let from = 0; from < count; from += 100) {
  const items = Array.from({ length: 100 }, (_, i) => {
    const vector = JSON.stringify(vectorOf(from + i));
    return `{"id":"${from + i}","vector":${vector},"metadata":${odd}}`;
  });
  await http
    .post(`${path}/items`)
    .type('application/json')
    .send(`{"items":[${items}]}`)
    .expect(200);
}

test('a large answer is whole, and as the document says', async () => {
  const include = ['metadata', 'vector'];
  const found = await http
    .post(`${path}/search`)
    .send({ vector: vectorOf(3), k: 1000, include })
    .expect(200);
  contract.check(found);
  assert.equal(found.body.results.length, 1000);
  assert.equal(found.body.results[0].id, '3');
  for (const { metadata, vector } of found.body.results) {
    assert.equal(JSON.stringify(metadata), odd);
    assert.equal(vector.length, dimensions);
  }
  const listed = await http.get(`${path}/items`).query({ limit: 1000 }).expect(200);
  contract.check(listed);
  assert.deepEqual(
    listed.body.data.map(({ id }: { id: string }) => id),
    Array.from({ length: 1000 }, (_, i) => `${i}`),
  );
  const rest = await http.get(`${path}/items`).query({ limit: 1000, cursor: listed.body.next });
  assert.equal(rest.body.data.length, 200);
});

test('a batch answers in the order of its queries, each error in its place', async () => {
  const queries = Array.from({ length: 20 }, (_, i) =>
    i === 11 ? { id: 'none' } : { vector: vectorOf(i), k: 30 },
  );
  const answered = await http.post(`${path}/search/batch`).send({ queries }).expect(200);
  contract.check(answered);
  const { body } = answered;
  for (const [i, answer] of body.data.entries()) {
    if (i === 11) assert.equal(answer.error.code, 'item_not_found');
    else assert.deepEqual([answer.results[0].id, answer.results.length], [`${i}`, 30]);
  }
});

test('filter_too_slow: 504 for a search and a deletion; a listing goes on where it stopped', async () => {
  const or = Array.from({ length: 250 }, (_, i) => ({ field: 'a', eq: `z${i}` }));
  const search = await http
    .post(`${path}/search`)
    .send({ vector: vectorOf(1), filter: { or } })
    .expect(504);
  assert.equal(search.body.error.code, 'filter_too_slow');
  contract.check(search);
  const filter = JSON.stringify({ and: [{ or }, { field: 'n', eq: 1 }] });
  const deletion = await http.delete(`${path}/items`).query({ filter }).expect(504);
  assert.match(deletion.body.error.message, /0 items are deleted/);
  contract.check(deletion);
  const listing = await http.get(`${path}/items`).query({ filter }).expect(200);
  assert.deepEqual(listing.body.data, []);
  assert.ok(listing.body.next !== null);
});

test('answers that nobody reads take hardly any memory', async () => {
  const { hostname, port, host } = new URL(url);
  const query = JSON.stringify({ vector: vectorOf(1), k: 1000 });
  const requests = [
    `POST ${path}/search HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${query.length}\r\n\r\n${query}`,
    `GET ${path}/items?limit=1000 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  ];
  const before = process.memoryUsage().rss;
  const sockets: Socket[] = [];
  for (let i = 0; i < 60; i++) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.pause().write(requests[i % 2]!);
    sockets.push(socket);
  }
  // One of them reads, so that its answer is known to have been begun.
  sockets[59]!.resume();
  await once(sockets[59]!, 'data');
  await http.get('/healthz').expect(200);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  for (const socket of sockets) socket.destroy();
  // The answers are of 15 MB each.
  assert.ok(grown < 300, `${grown.toFixed(0)} MiB for 900 MB of answers`);
});

test('what is made bit by bit is JSON like any other', async () => {
  async function* list() {
    yield { a: 1 };
    yield new RawJson('{"b":[2]}');
  }
  async function* none() {}
  const value = {
    ...{ list: list(), none: none(), left: undefined, empty: {}, text: 'ü"\n' },
    ...{ numbers: [1, 0.5], nested: [[], [null, true]], later: () => [new RawJson('3')] },
  };
  let text = '';
  for await (const piece of textOf(value)) text += piece;
  assert.deepEqual(JSON.parse(text), {
    ...{ list: [{ a: 1 }, { b: [2] }], none: [], empty: {}, text: 'ü"\n' },
    ...{ numbers: [1, 0.5], nested: [[], [null, true]], later: [3] },
  });
});

test('nothing is made ahead of the client, and what breaks off is not taken for whole', async (t) => {
  const app = express();
  let made = 0;
  let ended = false;
  async function* list(breaksAt: number) {
    try {
      for (let i = 0; i < 10_000; i++) {
        if (i === breaksAt) throw new Error('broken');
        made++;
        yield 'x'.repeat(10_000);
      }
    } finally {
      ended = true;
    }
  }
  app.get('/slow', (_req, res) => sendJson(res, { list: list(-1) }, 200));
  app.get('/broken', (_req, res) => sendJson(res, { list: list(1000) }, 1000));
  app.use(((_error, _req, res, _next) => res.destroy()) as express.ErrorRequestHandler);
  const server = createServer(app).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };

  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => {});
  socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
  // It is cut off in the end, because it reads nothing.
  await until(() => ended);
  assert.ok(made < 2000, `${made} of 10000 were made`);
  socket.destroy();
  const broken = await fetch(`http://127.0.0.1:${port}/broken`);
  assert.equal(broken.status, 200);
  await assert.rejects(broken.text());
});
