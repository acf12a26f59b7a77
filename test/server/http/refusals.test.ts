import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { limits } from '../../../server/limits.ts';
import { startServer } from '../helpers.ts';

const { url, http } = await startServer();
const { url: guarded } = await startServer({
  settings: { apiKeys: 'read:a-key-that-is-long-enough', host: '127.0.0.1' },
});
const large = 60 * 2 ** 20;
const form = 'multipart/form-data; boundary=x';
const part = '--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n';
const piece = Buffer.alloc(64 * 1024, 'a');

/** A body that is what it says at its beginning, and goes on for long. */
function bodyOf(begin: string, bytes: number): Buffer[] {
  const pieces = [Buffer.from(begin)];
  for (let length = begin.length; length < bytes; length += piece.length)
    pieces.push(piece.subarray(0, Math.min(piece.length, bytes - length)));
  return pieces;
}

/** Sends all of a body before it reads anything, as most clients do; the status and the code. */
async function sendThenRead(
  to: string,
  type: string,
  body: readonly Buffer[],
): Promise<[number, string]> {
  const { hostname, port, host } = new URL(to);
  const socket = connect(Number(port), hostname).pause();
  await once(socket, 'connect');
  const length = body.reduce((sum, one) => sum + one.length, 0);
  socket.write(
    `POST /v1/embeddings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  for (const one of body) if (!socket.write(one)) await once(socket, 'drain');
  socket.resume();
  let text = '';
  for await (const answer of socket) {
    text += answer;
    if (text.includes('"remedy"')) break;
  }
  socket.destroy();
  return [Number(text.slice(9, 12)), /"code":"(\w+)"/.exec(text)?.[1] ?? 'none'];
}

test('whoever is refused reads why, however much was still to be sent', async () => {
  const picture = bodyOf('', large);
  const files = bodyOf(part, large + 2 ** 23);
  const many = bodyOf('--x\r\n\r\n\r\n'.repeat(1000), large);
  assert.deepEqual(await sendThenRead(url, 'image/png', picture), [413, 'body_too_large']);
  assert.deepEqual(await sendThenRead(url, form, files), [413, 'body_too_large']);
  assert.deepEqual(await sendThenRead(url, form, many), [400, 'multipart_malformed']);
  assert.deepEqual(await sendThenRead(guarded, 'image/png', picture), [401, 'api_key_missing']);
  await http.get('/healthz').expect(200);
});

test('forms beyond what there is room for are refused, and read it', async () => {
  const count = Math.ceil(limits.bodiesBytes / large) + 6;
  const parts = Array.from({ length: 6 }, () => bodyOf(`\r\n${part}`, 10 * 2 ** 20)).flat();
  const body = [...parts, Buffer.from('\r\n--x--\r\n')];
  const answers = await Promise.all(
    Array.from({ length: count }, () => sendThenRead(url, form, body)),
  );
  const codes = answers.map(([, code]) => code);
  assert.ok(codes.includes('queue_full'));
  // Those that were let in hold six pictures that are none.
  for (const [status, code] of answers)
    assert.ok(code === 'queue_full' || (status === 200 && code === 'picture_unsupported'), code);
  await http.get('/readyz').expect(200);
});

test('all bytes of a form count, those outside of files too', async () => {
  const begin = ['--x\r\n\r\n', 'preamble ', '--x\r\nContent-Disposition: form-data\r\n\r\n'];
  for (const one of begin) {
    const [status] = await sendThenRead(url, form, bodyOf(one, 80 * 2 ** 20));
    assert.equal(status, 413);
  }
});

test('a million parts without a name end early', async () => {
  const body = Buffer.from('--x\r\nContent-Disposition: form-data\r\n\r\n\r\n'.repeat(1_000_000));
  const began = performance.now();
  const answer = await sendThenRead(url, form, [body]);
  assert.deepEqual(answer, [400, 'multipart_malformed']);
  assert.ok(performance.now() - began < 10_000);
});

test('a client that waits to be asked for its body is refused without having sent it', async () => {
  const ask = async (to: string, length: number) => {
    const sending = request(`${to}/v1/embeddings`, {
      method: 'POST',
      headers: { Expect: '100-continue', 'Content-Type': 'image/png', 'Content-Length': length },
    });
    let asked = false;
    sending.on('continue', () => {
      asked = true;
      sending.end(Buffer.alloc(length));
    });
    sending.flushHeaders();
    const [answer] = await once(sending, 'response');
    answer.resume();
    return { asked, status: answer.statusCode };
  };
  assert.deepEqual(await ask(guarded, 1000), { asked: false, status: 401 });
  assert.deepEqual(await ask(url, 1000), { asked: true, status: 415 });
  assert.deepEqual(await ask(url, 30 * 2 ** 20), { asked: false, status: 413 });
});
