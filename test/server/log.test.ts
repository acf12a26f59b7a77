import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess, temporaryFolder } from './helpers.ts';
import { publishStandIn } from './standIn.ts';

const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** What a server says that is asked something and stopped. */
async function said(...flags: string[]) {
  const port = await freePort();
  const data = await temporaryFolder();
  const common = ['--port', String(port), '--model', bundle.dir, '--data', data, '--threads', '1'];
  const { child, ended } = startProcess(...common, ...flags);
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/models`).catch(() => null);
    if (answer?.ok) break;
    await sleep(50);
  }
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  assert.equal(code, 0, err);
  return { out, lines: err.split('\n').filter((line) => line !== '') };
}

test('where the output is no terminal, each line of the log is JSON', async () => {
  const { out, lines } = await said();
  assert.match(out, /selfsame serves stand-in\/1 on cpu: http/);
  const events = lines.map((line) => JSON.parse(line));
  const request = events.find(({ msg }) => msg === 'request');
  assert.deepEqual([request.method, request.path, request.status], ['GET', '/v1/models', 200]);
});

test('text for people, without colours where there is no terminal', async () => {
  const { lines } = await said('--log-format', 'text');
  const asked = /^\[\d\d:\d\d:\d\d\] INFO: GET \/v1\/models 200 [\d.]+ ms$/;
  assert.equal(lines.filter((line) => asked.test(line)).length, 1, lines.join('\n'));
});

test('quiet, and levels', async () => {
  assert.deepEqual(await said('--quiet'), { out: '', lines: [] });
  const { out, lines } = await said('--log-level', 'error');
  assert.match(out, /selfsame serves/);
  assert.deepEqual(lines, []);
});
