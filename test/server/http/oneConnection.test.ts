import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import sharp from 'sharp';
import { limits } from '../../../server/limits.ts';
import { picture, startServer } from '../helpers.ts';

const { url, http } = await startServer();
const { hostname, port, host } = new URL(url);
const readersAtOnce = 150;
const head = `HTTP/1.1\r\nHost: ${host}\r\n`;

/** All that is answered to what is sent, until the server hangs up or has been silent for a while. */
async function answersTo(sent: string): Promise<string> {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(sent);
  socket.setTimeout(1500, () => socket.end());
  let text = '';
  for await (const piece of socket) text += piece;
  return text;
}

const codeOf = (answer: string) => /"code":"(\w+)"/.exec(answer)?.[1];

test('too_many_pipelined: so many requests are answered on one connection at a time', async () => {
  const text = await answersTo(`GET /readyz ${head}\r\n`.repeat(500));
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  assert.equal(statuses.filter((status) => status === '200').length, limits.pipelined);
  assert.deepEqual(statuses.slice(limits.pipelined), ['429']);
  assert.equal(codeOf(text), 'too_many_pipelined');
  const few = await answersTo(`GET /healthz ${head}\r\n`.repeat(20));
  assert.equal(few.match(/HTTP\/1\.1 200/g)?.length, 20);
});

test('expectation_unknown, and a request without a host, are told in JSON', async () => {
  const expecting = await answersTo(`GET /healthz ${head}Expect: 200-ok\r\n\r\n`);
  assert.match(expecting, /^HTTP\/1\.1 417 /);
  assert.equal(codeOf(expecting), 'expectation_unknown');
  const nameless = await answersTo('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n');
  assert.match(nameless, /^HTTP\/1\.1 4\d\d /);
  assert.equal(codeOf(nameless), 'host_forbidden');
});

test('the files of the page are sent whole, whatever part of them is asked for', async () => {
  for (const [name, value] of [
    ['Range', 'bytes=99999999-'],
    ['If-Match', '"x"'],
    ['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ])
    await http.get('/icon.svg').set(name!, value!).expect(200);
});

test('a kept picture comes in pieces, as its client reads it', async () => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const create = { width: 1400, height: 1400, channels: 3 as const, background: '#888', noise };
  const large = await sharp({ create }).png({ compressionLevel: 0 }).toBuffer();
  assert.ok(large.length > 5 * 2 ** 20);
  await http.put('/v1/collections/large?keep=original').expect(201);
  const item = '/v1/collections/large/items/a';
  await http.put(item).send(large).expect(201);
  const answer = await fetch(`${url}${item}/image`);
  assert.ok(large.equals(Buffer.from(await answer.arrayBuffer())));

  const before = process.memoryUsage().rss;
  const readers = await Promise.all(
    Array.from({ length: readersAtOnce }, async () => {
      const socket = connect(Number(port), hostname).pause();
      await once(socket, 'connect');
      socket.write(`GET ${item}/image ${head}\r\n`);
      return socket;
    }),
  );
  await http.get('/readyz').expect(200);
  for (let i = 0; i < 5; i++) await http.get(item).expect(200);
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  // Each is read once to be checked, and becomes garbage; none of them stays.
  const all = (readersAtOnce * large.length) / 2 ** 20;
  assert.ok(grown < all / 2, `${grown} MiB of ${all}`);

  // Another picture in its place ends what is on its way: two halves of two are none.
  await http
    .put(item)
    .send(await picture(1))
    .expect(200);
  const [reader] = readers;
  let bytes = 0;
  reader!.on('data', (piece) => {
    bytes += piece.length;
  });
  reader!.resume();
  await once(reader!, 'close');
  assert.ok(bytes < large.length);
  for (const socket of readers) socket.destroy();
});
