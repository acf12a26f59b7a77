import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import supertest from 'supertest';
import { poolSize } from '../../server/workers/poolSize.ts';
import { procFile } from '../processes.ts';
import { picture, startProcess, temporaryFolder, testBundle } from './helpers.ts';
import { publishStandIn } from './standIn.ts';

// The servers' home: nothing may be left in it. CI alone would silence onnxruntime's telemetry.
const home = await temporaryFolder();
process.env.HOME = home;
delete process.env.XDG_CACHE_HOME;
delete process.env.CI;

const bundle = await testBundle();
const damaged = await publishStandIn(await temporaryFolder(), 'damaged');
// The stand-in sets it in this process; the servers are to think of it themselves.
delete process.env.ORT_DISABLE_TELEMETRY;
const flags = (data: string) => ['--port', '0', '--model', bundle.dir, '--data', data];

test('acknowledged writes survive kill -9 and are searchable after a restart', async () => {
  const data = await temporaryFolder();
  const pictures = await Promise.all(Array.from({ length: 40 }, (_, i) => picture(i)));
  const before = startProcess(...flags(data));
  const http = supertest(await before.url);
  const acknowledged: number[] = [];
  const writes = pictures.map(async (bytes, i) => {
    await http.put(`/v1/collections/default/items/p${i}`).send(bytes).expect(201);
    acknowledged.push(i);
    // In the middle of the others' writing.
    if (acknowledged.length === 20) before.child.kill('SIGKILL');
  });
  await Promise.allSettled(writes);
  assert.equal((await before.ended).code, 'SIGKILL');
  assert.ok(acknowledged.length >= 20);

  const again = startProcess(...flags(data));
  const reborn = supertest(await again.url);
  for (const i of acknowledged) {
    const { body } = await reborn
      .post('/v1/collections/default/search')
      .query({ k: 1 })
      .send(pictures[i]!)
      .expect(200);
    assert.equal(body.results[0].id, `p${i}`);
  }
  again.child.kill('SIGTERM');
  assert.equal((await again.ended).code, 0);
  const { code, out } = await startProcess('--data', data, '--check').ended;
  assert.equal(code, 0);
  assert.match(out, /is sound: \d\d items/);
});

test('pictures are decoded in as many threads of the process as pay, and no more', {
  skip: process.platform !== 'linux' && 'threads are looked up in /proc',
}, async () => {
  const { child, url } = startProcess(...flags(await temporaryFolder()));
  const http = supertest(await url);
  const put = async (i: number) =>
    http
      .put(`/v1/collections/default/items/${i}`)
      .send(await picture(i))
      .expect(201);
  await Promise.all(Array.from({ length: 12 }, (_, i) => put(i)));
  const tasks = `/proc/${child.pid}/task`;
  const names = (await readdir(tasks)).map((id) => procFile(`${child.pid}/task/${id}/comm`));
  assert.equal(names.filter((name) => name === 'libuv-worker\n').length, poolSize);
});

test('SIGTERM lets the requests under way finish, ends with 0 and says what to try', async () => {
  const { child, url, ended } = startProcess(...flags(await temporaryFolder()));
  const http = supertest(await url);
  const png = await picture(1);
  const input = Array(64).fill(png.toString('base64'));
  const answers = Array.from({ length: 3 }, () => http.post('/v1/embeddings').send({ input }));
  const running = answers.map((request) => request.then((answer) => answer.status));
  await http.get('/healthz').expect(200);
  child.kill('SIGTERM');
  assert.deepEqual(await Promise.all(running), [200, 200, 200]);
  const { code, out } = await ended;
  assert.equal(code, 0);
  assert.equal(out.match(/^ {2}curl /gm)?.length, 3);
});

test('after SIGTERM the server is not ready, finishes what has begun, and takes nothing new', async () => {
  const { child, url, ended } = startProcess(...flags(await temporaryFolder()));
  const { hostname, port } = new URL(await url);
  const png = await picture(1);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = `Host: ${hostname}\r\nContent-Length: ${png.length}\r\n\r\n`;
  socket.write(`POST /v1/embeddings HTTP/1.1\r\n${head}`);
  // The server knows of the request once it has answered another one.
  await supertest(await url)
    .get('/healthz')
    .expect(200);
  child.kill('SIGTERM');
  while (await fetch(`${await url}/healthz`).catch(() => null));
  socket.write(
    Buffer.concat([png, Buffer.from(`GET /readyz HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)]),
  );
  const answers = await text(socket);
  assert.match(answers, /^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 503 [\s\S]*"not_ready"/);
  assert.equal((await ended).code, 0);
});

test('with API keys any address may be bound; the keys are in no log', async () => {
  const key = 'a-key-that-is-nowhere-else';
  process.env.SELFSAME_API_KEYS = `read:${key}`;
  const data = await temporaryFolder();
  const { child, url, ended } = startProcess(...flags(data), '--host', '0.0.0.0');
  delete process.env.SELFSAME_API_KEYS;
  const http = supertest((await url).replace('0.0.0.0', '127.0.0.1'));
  await http.get('/v1/models').set('Authorization', `Bearer ${key}`).expect(200);
  await http.get('/v1/models').set('Authorization', `Bearer ${key}x`).expect(401);
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  assert.equal(code, 0);
  assert.match(err, /"status":401/);
  assert.ok(!`${out}${err}`.includes(key));
});

test('a second server on the same data folder or port is refused', async () => {
  const data = await temporaryFolder();
  const first = startProcess(...flags(data));
  const { port } = new URL(await first.url);
  const second = await startProcess(...flags(data)).ended;
  assert.equal(second.code, 1);
  assert.match(second.err, /Another server is using the data folder/);
  const other = flags(await temporaryFolder()).with(1, port);
  const third = await startProcess(...other).ended;
  assert.equal(third.code, 1);
  assert.match(third.err, new RegExp(`Port ${port} on 127.0.0.1 is in use`));
  first.child.kill('SIGINT');
  assert.equal((await first.ended).code, 0);
});

test('what cannot be served ends with one paragraph that says what to do', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, 'x');
  const notADatabase = await temporaryFolder();
  await writeFile(join(notADatabase, 'index.sqlite'), 'this is no database'.repeat(100));
  await writeFile(damaged.graphPath, 'x');
  const empty = await temporaryFolder();
  const cases: [string[], RegExp][] = [
    [['--prot', '1'], /--prot is unknown; did you mean --port\?/],
    [['--host', '0.0.0.0'], /--insecure/],
    [flags(join(file, 'data')), /data folder .* cannot be used/],
    [flags('/proc/none'), /data folder .* cannot be used/],
    [flags(notADatabase), /cannot be read/],
    [['--models', empty, '--data', empty], /no model to serve/],
    [['--models', empty, '--model', 'none', '--data', empty], /no bundle "none"/],
    [['--model', damaged.dir, '--data', empty], /damaged/],
    [[...flags(empty), '--device', 'cuda'], /"cuda" cannot be used.*--device cpu/s],
    [['--data', await temporaryFolder(), '--check'], /holds no index/],
  ];
  for (const [args, message] of cases) {
    const { code, err, out } = await startProcess(...args).ended;
    const said = err.slice(err.indexOf('error '));
    assert.equal(code, said.startsWith('error config_invalid') ? 2 : 1, args.join(' '));
    assert.match(said, message);
    assert.doesNotMatch(said, /^\s+at /m);
    assert.equal(said.trim().split('\n').length, 1, said);
    assert.equal(out, '');
  }
});

test('the servers above kept no usage records for anyone', async () => {
  assert.deepEqual(await readdir(home), []);
});
