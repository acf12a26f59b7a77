import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import supertest from 'supertest';
import { createApp } from '../../../server/app.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { picture, startServer, startWithin, temporaryFolder, testBundle } from '../helpers.ts';
import { contractOf } from '../http/openapi/contract.ts';

const png = await picture(1);

test('deadline_exceeded: 504', async () => {
  const { http } = await startServer({ settings: { deadlineMs: 1, picturesPerRequest: 100 } });
  const contract = contractOf((await http.get('/openapi.json')).body);
  const input = Array(100).fill(png.toString('base64'));
  const { body } = await http.post('/v1/embeddings').send({ input }).expect(200);
  assert.equal(body.data.at(-1).error.code, 'deadline_exceeded');
  const large = await picture(2);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => http.post('/v1/embeddings').send(large)),
  );
  const late = answers.find(({ status }) => status !== 200);
  assert.equal(late?.status, 504);
  assert.equal(late.body.error.code, 'deadline_exceeded');
  contract.check(late);
});

test('store_failed: 503, when the database is damaged under the server', async () => {
  const data = await temporaryFolder();
  const { http } = await startServer({ data });
  const contract = contractOf((await http.get('/openapi.json')).body);
  const item = '/v1/collections/default/items/a';
  await http.put(item).send(png).expect(201);
  const database = new DatabaseSync(join(data, 'index.sqlite'));
  database.exec('DROP TABLE items');
  database.close();
  const answer = await http.get(item).expect(503);
  assert.equal(answer.body.error.code, 'store_failed');
  assert.ok(answer.headers['retry-after']);
  contract.check(answer);
  await http.get('/healthz').expect(200);
});

test('thread_stopped: 503, when the thread of the store is gone', async () => {
  const { services } = await startServer();
  const store = await openStore({
    folder: await temporaryFolder(),
    model: 'none',
    exactLimit: 1,
    diskReserve: 0,
    onRestart() {},
    onIndex() {},
  });
  await store.close();
  const http = supertest(createApp({ ...services, store }));
  const contract = contractOf((await http.get('/openapi.json')).body);
  const answer = await http.get('/v1/collections').expect(503);
  assert.equal(answer.body.error.code, 'thread_stopped');
  contract.check(answer);
  assert.equal((await http.get('/readyz').expect(503)).body.error.code, 'not_ready');
  await http.post('/v1/embeddings').send(png).expect(200);
});

test('storage_full: 507 on a disk that is full; searching goes on, and writing once there is room', async (context) => {
  const folder = await temporaryFolder();
  const mount = `mount -t tmpfs -o size=3m tmpfs ${folder}`;
  const inside = ['--mount', '--map-root-user', 'sh', '-c'];
  if (spawnSync('unshare', [...inside, mount]).status !== 0) {
    context.skip('no file system of its own can be mounted here');
    return;
  }
  const { dir, card } = await testBundle();
  // The very end of the disk, and not what is kept free of it.
  const options = ['--port', '0', '--disk-reserve-bytes', '0'];
  const flags = [...options, '--model', dir, '--data', join(folder, 'data')];
  const { child, url, ended } = startWithin(
    ['unshare', ...inside, `${mount} && exec "$0" "$@"`],
    ...flags,
  );
  const http = supertest(await url);
  const contract = contractOf((await http.get('/openapi.json')).body);
  // The disk is seen by the server's process alone.
  const ballast = `/proc/${child.pid}/root${folder}/ballast`;
  await writeFile(ballast, Buffer.alloc(2 ** 20));
  const vector = Array.from({ length: card.dimensions }, () => 1);
  const metadata = { text: 'x'.repeat(15_000) };
  const put = (i: number) =>
    http.put(`/v1/collections/default/items/i${i}`).send({ vector, metadata });
  let written = 0;
  let answer = await put(0);
  while (answer.status === 201 && written < 1000) answer = await put(++written);
  assert.equal(answer.status, 507, JSON.stringify(answer.body));
  assert.equal(answer.body.error.code, 'storage_full');
  contract.check(answer);
  const search = () => http.post('/v1/collections/default/search').send({ vector, k: 1000 });
  assert.equal((await search().expect(200)).body.results.length, written);
  await rm(ballast);
  await put(written).expect(201);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});
