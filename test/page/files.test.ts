import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { runtimeRoutes } from '../../server/routes/runtime.ts';
import { webRoutes } from '../../server/routes/web.ts';

const app = express();
runtimeRoutes(app);
webRoutes(app);
const server = createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => server.close());
const { port } = server.address() as AddressInfo;

/** What a first visit may load at most, compressed. */
const mostBytes = 150_000;

const unpackers = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (bytes: Buffer) => bytes,
};

/** A file as it is sent, and what that is. */
async function sent(path: string, encoding: string) {
  const request = get({ port, path, headers: { 'Accept-Encoding': encoding } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  assert.equal(answer.statusCode, 200);
  const bytes = await buffer(answer);
  const packed = answer.headers['content-encoding'] ?? 'identity';
  return { headers: answer.headers, bytes, packed, file: unpackers[packed as 'br'](bytes) };
}

for (const encoding of ['br', 'gzip'])
  test(`what a first visit loads is small: ${encoding}`, async () => {
    const page = await sent('/', encoding);
    const loaded = [...page.file.toString().matchAll(/(?:src|href)="\.(\/[^"]+)"/g)];
    const paths = loaded.map(([, path]) => path!);
    assert.ok(['.js', '.css'].every((end) => paths.some((path) => path.endsWith(end))));
    let sum = page.bytes.length;
    for (const path of paths) {
      const { headers, bytes, packed, file } = await sent(path, encoding);
      const own = readFileSync(join(import.meta.dirname, '../../page/dist', path));
      assert.ok(file.equals(own), path);
      // One of some bytes is sent as it is.
      assert.equal(packed, own.length < 1024 ? 'identity' : encoding, path);
      assert.match(headers.vary!, /Accept-Encoding/i);
      sum += bytes.length;
    }
    assert.ok(sum < mostBytes, `${sum} bytes`);
  });

test('the runtime of the encoder is compressed, too, where that is taken', async () => {
  const path = '/runtime/ort-wasm-simd-threaded.wasm';
  const whole = await sent(path, 'identity');
  const { packed, headers, bytes, file } = await sent(path, 'gzip, br');
  assert.deepEqual([packed, headers['content-type']], ['br', 'application/wasm']);
  assert.ok(file.equals(whole.bytes));
  assert.ok(bytes.length < whole.bytes.length / 2);
});
