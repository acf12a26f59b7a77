import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { errorTable } from '../errors/errorTable.ts';
import { picture, startServer } from '../helpers.ts';

const settings = { headersMs: 300, requestMs: 600, answerMs: 500, queue: 4 };
const { http, url, bundle } = await startServer({ settings });
const { hostname, port } = new URL(url);
const png = await picture(1);

async function open(): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, `Host: ${hostname}`, ...headers, '', ''].join('\r\n');

/** Sends one byte now and then until the other side hangs up. */
function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('x'), 50);
  socket.once('close', () => clearInterval(timer));
}

/** The status and the code of the answer that ends a connection. */
async function answerOf(socket: Socket): Promise<[number, string]> {
  const answer = await text(socket);
  const [, status] = /^HTTP\/1\.1 (\d+)/.exec(answer) ?? [];
  const { error } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as {
    error: { code: string };
  };
  return [Number(status), error.code];
}

test('headers that come too slowly are cut, many at once, and others are served meanwhile', async () => {
  const sockets = await Promise.all(Array.from({ length: 50 }, open));
  const answers = sockets.map((socket) => {
    socket.write('GET /healthz HTTP/1.1\r\nX-Slow: ');
    drip(socket);
    return answerOf(socket);
  });
  await http.post('/v1/embeddings').send(png).expect(200);
  for (const answer of await Promise.all(answers))
    assert.deepEqual(answer, [errorTable.request_timeout, 'request_timeout']);
});

test('bodies that come too slowly are cut and hold no place', async () => {
  const types = ['image/png', 'application/json', 'multipart/form-data; boundary=x'];
  const answers = types.map(async (type) => {
    const socket = await open();
    socket.write(head('POST /v1/embeddings', `Content-Type: ${type}`, 'Content-Length: 100000'));
    drip(socket);
    return answerOf(socket);
  });
  for (const answer of await Promise.all(answers))
    assert.deepEqual(answer, [errorTable.request_timeout, 'request_timeout']);
  const { text: figures } = await http.get('/metrics');
  // This request alone.
  assert.match(figures, /^selfsame_requests_in_flight 1$/m);
});

test('a client that does not take its answer is cut', async () => {
  const vector = Array.from({ length: bundle.card.dimensions }, () => 1);
  const metadata = { text: 'x'.repeat(15_000) };
  const item = (i: number) => http.put(`/v1/collections/default/items/i${i}`);
  // Their answer is larger than what the system buffers for a reader that sleeps.
  for (let i = 0; i < 600; i++) await item(i).send({ vector, metadata }).expect(201);
  const body = JSON.stringify({ vector, k: 1000 });
  const socket = await open();
  socket.pause();
  socket.write(
    head(
      'POST /v1/collections/default/search',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ) + body,
  );
  // Nothing is read from the socket: the server alone can end this.
  let ended = false;
  for (let i = 0; i < 100 && !ended; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { text: figures } = await http.get('/metrics');
    ended = /route="\/v1\/collections\/\{collection\}\/search",status="client gone"\} 1$/m.test(
      figures,
    );
  }
  assert.ok(ended);
  socket.destroy();
});

test('what is no HTTP, or too much of it, is answered like any error', async () => {
  const broken: [string, string][] = [
    ['\x16\x03\x01\x02\x00', 'http_malformed'],
    ['GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 'http_malformed'],
    ['POST /v1/embeddings HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 'http_malformed'],
    [head('GET /healthz', `X-Long: ${'x'.repeat(70_000)}`), 'headers_too_large'],
  ];
  for (const [bytes, code] of broken) {
    const socket = await open();
    socket.write(bytes, 'latin1');
    assert.deepEqual(await answerOf(socket), [errorTable[code], code]);
  }
});

test('uploads that break off, in any form, leave the server as it was', async () => {
  const parts = [
    head('POST /v1/embeddings', 'Content-Type: image/png', 'Content-Length: 5000'),
    head('POST /v1/embeddings', 'Content-Type: image/png', 'Transfer-Encoding: chunked'),
    head('POST /v1/embeddings', 'Content-Type: application/json', 'Content-Length: 5000'),
    head(
      'PUT /v1/collections/default/items/aborted',
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 5000',
    ),
  ];
  for (const part of parts) {
    const socket = await open();
    socket.write(
      `${part}--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nhalf`,
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
  }
  await http.post('/v1/embeddings').send(png).expect(200);
  await http.get('/v1/collections/default/items/aborted').expect(404);
});

test('200 clients against a full queue: each has an embedding or is told to come again', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => http.post('/v1/embeddings').send(png)),
  );
  const counts = Map.groupBy(answers, ({ status }) => status);
  assert.deepEqual([...counts.keys()].toSorted(), [200, 429]);
  for (const { body, headers } of counts.get(429)!) {
    assert.equal(body.error.code, 'queue_full');
    assert.ok(Number(headers['retry-after']) >= 1);
  }
  await http.post('/v1/embeddings').send(png).expect(200);
});
