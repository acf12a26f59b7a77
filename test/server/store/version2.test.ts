import assert from 'node:assert/strict';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { checkFolder } from '../../../server/store/checkFolder.ts';
import { restoreSnapshot } from '../../../server/store/rows/snapshot/restore.ts';
import { startProcess, startServer, type TestServer, temporaryFolder, until } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';

/**
 * A data folder as the second schema version wrote it, with two collections of pictures and a
 * snapshot of one, and what its server answered then. Not to be made anew: later versions open it.
 */
const written = join(import.meta.dirname, 'version2');
const { items } = JSON.parse(await readFile(join(written, 'expected.json'), 'utf8'));
const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');

async function copied(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(written, 'data'), folder, { recursive: true });
  return folder;
}

/** The items of these collections are as they were, and are found. */
async function isAllThere({ http }: TestServer, collections: readonly string[]): Promise<void> {
  for (const { image, ...item } of items) {
    if (!collections.includes(item.collection)) continue;
    const path = `/v1/collections/${item.collection}/items/${encodeURIComponent(item.id)}`;
    const { body } = await http.get(`${path}?include=vector`).expect(200);
    assert.deepEqual(body, { ...body, ...item });
    const kept = await http.get(`${path}/image`).expect('Content-Type', image.type);
    assert.equal(kept.body.toString('base64'), image.base64);
    const search = await http
      .post(`/v1/collections/${item.collection}/search`)
      .send({ vector: item.vector, k: 1 })
      .expect(200);
    assert.equal(search.body.results[0].id, item.id);
    assert.ok(search.body.results[0].score > 0.9999);
  }
}

/** Rows that have no checksum yet. */
function unsealed(folder: string): number {
  const database = new DatabaseSync(join(folder, 'index.sqlite'), { readOnly: true });
  try {
    return ['items', 'vectors', 'images']
      .map((name) => database.prepare(`SELECT count(*) AS n FROM ${name} WHERE sum IS NULL`).get())
      .reduce((sum, row) => sum + (row?.n as number), 0);
  } finally {
    database.close();
  }
}

test('a folder of the second version opens with all that is in it, and gets its checksums', async () => {
  const folder = await copied();
  const server = await startServer({ bundle, data: folder });
  await isAllThere(server, ['default', 'tiles']);
  const { body } = await server.http.get('/v1/collections/tiles').expect(200);
  assert.deepEqual([body.items, body.keep], [4, 'original']);
  assert.equal((await server.http.get('/v1/collections/tiles/snapshots')).body.data.length, 1);
  await until(() => unsealed(folder) === 0);
  await isAllThere(server, ['default', 'tiles']);
  await server.close();
  assert.deepEqual(checkFolder(folder), { items: 12, problems: [] });
});

test('a snapshot of the second version is restored', async () => {
  const folder = await temporaryFolder();
  const [file] = (await readdir(join(written, 'data/snapshots'))).filter((name) =>
    name.endsWith('.sqlite'),
  );
  assert.equal(restoreSnapshot(folder, join(written, 'data/snapshots', file!)).items, 4);
  const server = await startServer({ bundle, data: folder });
  await isAllThere(server, ['tiles']);
  await server.close();
  assert.equal(unsealed(folder), 0);
});

test('a folder of a later version is refused with both versions named', async () => {
  const folder = await copied();
  const database = new DatabaseSync(join(folder, 'index.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  const { code, err } = await startProcess('--port', '0', '--model', bundle.dir, '--data', folder)
    .ended;
  assert.equal(code, 1);
  assert.match(err, /has schema version 99 and this server knows up to \d+\. Run the version/);
});

test('a start that is killed at any point goes on at the next', async () => {
  const folder = await copied();
  for (let round = 0; round < 8; round++) {
    const { child, ended } = startProcess(
      ...['--port', '0', '--model', bundle.dir, '--data', folder, '--threads', '1'],
    );
    setTimeout(() => child.kill('SIGKILL'), 200 + Math.random() * 4000);
    await ended;
    assert.deepEqual(checkFolder(folder), { items: 12, problems: [] });
  }
  const server = await startServer({ bundle, data: folder });
  await isAllThere(server, ['default', 'tiles']);
  await server.close();
});
