import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import express, { type ErrorRequestHandler } from 'express';
import { loadConfig } from '../../../server/config/load.ts';
import { createBodyReader } from '../../../server/input/bodies.ts';
import { readForm } from '../../../server/input/form.ts';

const MiB = 2 ** 20;
const bounds = {
  ...loadConfig([], {})!.limits,
  ...{ pictureBytes: 4 * MiB, jsonBytes: 2 * MiB, formBytes: 4 * MiB },
};
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const app = express();
app.post('/', ...createBodyReader(bounds, 4 * MiB), async (req, res) => {
  const pieces = req.is('multipart/form-data')
    ? (await readForm(req, bounds)).files
    : [req.body as Buffer];
  const whole = Buffer.concat(pieces);
  res.json({ length: whole.length, sha256: digest(whole) });
});
const refused: ErrorRequestHandler = (error, _req, res, _next) => {
  if (res.headersSent) res.destroy();
  else res.status(429).json({ code: error.code });
};
app.use(refused);
const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A POST that declares a body of `declared` bytes and waits to be sent them. */
function upload(declared: number, type = 'image/jpeg') {
  const headers = { 'Content-Type': type, 'Content-Length': declared };
  const sending = request({ port, method: 'POST', headers });
  const answer = new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', async (res) => {
      const pieces = await res.toArray();
      resolve({ status: res.statusCode!, body: JSON.parse(Buffer.concat(pieces).toString()) });
    });
  });
  sending.flushHeaders();
  return { sending, answer };
}

/** Long enough for what was written to have been read. */
const read = () => new Promise((resolve) => setTimeout(resolve, 100));

test('uploads that declare much and send little keep nobody out', async () => {
  const dripping = Array.from({ length: 8 }, () => upload(3 * MiB));
  for (const { sending } of dripping) sending.write(Buffer.alloc(1024));
  await read();
  const { sending, answer } = upload(3 * MiB);
  sending.end(Buffer.alloc(3 * MiB));
  assert.deepEqual(await answer, {
    status: 200,
    body: { length: 3 * MiB, sha256: digest(Buffer.alloc(3 * MiB)) },
  });
  for (const { sending, answer } of dripping) {
    answer.catch(() => {});
    sending.destroy();
  }
  await read();
});

const form = 'multipart/form-data; boundary=b';
const formHead = '--b\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n';

for (const [kind, type, head] of [
  ['a raw body', 'image/jpeg', ''],
  ['JSON', 'application/json', ''],
  ['a form', form, formHead],
] as const)
  test(`what has come is bounded: ${kind} without room is refused in the middle`, async () => {
    const slow = upload(3 * MiB);
    slow.sending.write(Buffer.alloc(3 * MiB - 1));
    const other = upload(MiB, type);
    await read();
    other.sending.write(head);
    other.sending.write(Buffer.alloc(0.5 * MiB));
    await read();
    const last = upload(Math.floor(0.45 * MiB), type);
    last.sending.write(head);
    last.sending.write(Buffer.alloc(0.4 * MiB));
    await read();
    other.sending.write(Buffer.alloc(0.3 * MiB));
    assert.deepEqual(await other.answer, { status: 429, body: { code: 'queue_full' } });
    last.sending.destroy();
    last.answer.catch(() => {});
    slow.sending.end(Buffer.alloc(1));
    assert.equal((await slow.answer).status, 200);
  });

test('one more than there is room for is refused, and has room once the others are gone', async () => {
  const slow = upload(3 * MiB);
  slow.sending.write(Buffer.alloc(2 * MiB));
  await read();
  const late = upload(3 * MiB);
  assert.deepEqual(await late.answer, { status: 429, body: { code: 'queue_full' } });
  late.sending.destroy();

  slow.sending.end(Buffer.alloc(MiB));
  assert.equal((await slow.answer).status, 200);

  const again = upload(4 * MiB);
  again.sending.end(Buffer.alloc(4 * MiB));
  assert.equal((await again.answer).status, 200);
});

test('a body that does not say how long it is comes whole, or is refused once it is too long', async () => {
  const chunked = async (type: string, bytes: Buffer) => {
    const sending = request({ port, method: 'POST', headers: { 'Content-Type': type } });
    const answer = once(sending, 'response');
    const part = 100_000;
    for (let at = 0; at < bytes.length; at += part) sending.write(bytes.subarray(at, at + part));
    sending.end();
    const [res] = await answer;
    return JSON.parse(Buffer.concat(await res.toArray()).toString());
  };
  const bytes = randomBytes(1_234_567);
  const whole = { length: bytes.length, sha256: digest(bytes) };
  assert.deepEqual(await chunked('image/jpeg', bytes), whole);
  assert.deepEqual(await chunked('application/json', bytes), whole);
  const parts = Buffer.concat([Buffer.from(formHead), bytes, Buffer.from('\r\n--b--')]);
  assert.deepEqual(await chunked(form, parts), whole);
  const large = await chunked('application/json', randomBytes(2 * MiB + 1));
  assert.deepEqual(large, { code: 'body_too_large' });
});
