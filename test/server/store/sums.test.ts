import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Store } from '../../../server/store/contract/Store.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { databaseFile } from '../../../server/store/rows/database.ts';
import { restoreSnapshot } from '../../../server/store/rows/snapshot/restore.ts';
import { temporaryFolder } from '../helpers.ts';
import { listed, model, randomVectors, vectorItem } from './fixtures.ts';

const collection = 'default';
const vectors = randomVectors(5, 16);
const query = { collection, model, vector: vectors[0]!, k: 5, vectors: true };
const search = (store: Store) => store.search(query);

const open = (folder: string) =>
  openStore({
    folder,
    model,
    exactLimit: 1000,
    diskReserve: 0,
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
    onIndex() {},
  });

/** A folder of five items with pictures, and what somebody has done to its rows since. */
async function changed(sql: string): Promise<string> {
  const folder = await temporaryFolder();
  const store = await open(folder);
  const image = { type: 'image/webp', bytes: new Uint8Array(200_000).fill(7), side: 0 };
  const items = vectors.map((vector, i) => ({ ...vectorItem(`v${i}`, vector, { i }), image }));
  await store.putItems(collection, items);
  await store.patchMetadata(collection, 'v4', '{"patched":true}');
  await store.close();
  const database = new DatabaseSync(join(folder, databaseFile));
  database.exec(sql);
  database.close();
  return folder;
}

const flip = (data: string) =>
  `CAST(substr(${data}, 1, 9) || x'00' || substr(${data}, 11) AS BLOB)`;
const damages: [what: string, sql: string, touched: (store: Store) => Promise<unknown>][] = [
  ['a vector', `UPDATE vectors SET data = ${flip('data')} WHERE item = 2`, search],
  [
    'a vector that is asked for',
    `UPDATE vectors SET data = ${flip('data')} WHERE item = 2`,
    (store) => store.getVector(collection, 'v1', model),
  ],
  ['a vector cut short', 'UPDATE vectors SET data = substr(data, 1, 62) WHERE item = 2', search],
  [
    'two vectors in each other’s place',
    'UPDATE vectors SET (data, sum) = (SELECT data, sum FROM vectors WHERE item = 3) WHERE item = 2',
    search,
  ],
  [
    'a picture',
    `UPDATE images SET data = ${flip('data')} WHERE item = 2`,
    (store) => store.getImage(collection, 'v1'),
  ],
  ['metadata in a search', `UPDATE items SET metadata = '{"i": 2}' WHERE key = 2`, search],
  [
    'metadata in an item',
    `UPDATE items SET metadata = '{"i": ' WHERE key = 2`,
    (store) => store.getItem(collection, 'v1'),
  ],
  [
    'metadata in a list',
    `UPDATE items SET metadata = '{"i": 2}' WHERE key = 2`,
    (store) => listed(store, { collection }),
  ],
  [
    'metadata that a filter looks at in a search',
    `UPDATE items SET metadata = '{"i": ' WHERE key = 2`,
    (store) => store.search({ ...query, filter: { field: 'i', eq: 0 } }),
  ],
  [
    'metadata that a filter looks at in a list',
    `UPDATE items SET metadata = '{"i": ' WHERE key = 2`,
    (store) => listed(store, { collection, filter: { field: 'i', eq: 0 } }),
  ],
  [
    'metadata that a filter looks at in a deletion',
    `UPDATE items SET metadata = '{"i": ' WHERE key = 2`,
    (store) => store.deleteItems(collection, { field: 'i', eq: 9 }),
  ],
  [
    'metadata that is patched',
    `UPDATE items SET metadata = '{"i": 2}' WHERE key = 2`,
    (store) => store.patchMetadata(collection, 'v1', '{"a":1}'),
  ],
  [
    'a digest, in a snapshot',
    `UPDATE items SET content = 'other' WHERE key = 2`,
    (store) => store.createSnapshot(collection),
  ],
  [
    'a picture, in a snapshot',
    `UPDATE images SET data = ${flip('data')} WHERE item = 2`,
    (store) => store.createSnapshot(collection),
  ],
];

for (const [what, sql, touched] of damages)
  test(`${what}: what touches it is refused, until it is put again`, async () => {
    const store = await open(await changed(sql));
    await assert.rejects(touched(store), { code: 'data_corrupt', message: /v1/ });
    assert.deepEqual((await store.getItem(collection, 'v0')).metadata, '{"i":0}');
    assert.deepEqual(await store.getVector(collection, 'v0', model), vectors[0]);
    await store.putItems(collection, [vectorItem('v1', vectors[1]!)]);
    await touched(store);
    await store.close();
  });

test('checksums are right wherever rows come from', async () => {
  const folder = await changed('');
  const store = await open(folder);
  const { version } = await store.getItem(collection, 'v0');
  await store.beginGeneration(collection, 'other');
  await store.putVectors(collection, 'other', [{ id: 'v0', version, vector: vectors[3]! }]);
  assert.deepEqual(await store.getVector(collection, 'v0', 'other'), vectors[3]);
  const { name } = await store.createSnapshot(collection);
  await store.close();
  const into = await temporaryFolder();
  const before = await open(into);
  // So that keys are others in the copy.
  await before.putCollection('mine');
  await before.putItems('mine', [vectorItem('mine', vectors[0]!)]);
  await before.close();
  restoreSnapshot(into, join(folder, 'snapshots', `${name}.sqlite`));
  const restored = await open(into);
  assert.equal((await search(restored)).hits.length, 5);
  for (const i of vectors.keys()) {
    assert.equal((await restored.getImage(collection, `v${i}`))?.bytes.length, 200_000);
    assert.deepEqual(await restored.getVector(collection, `v${i}`, model), vectors[i]);
  }
  await restored.close();
  for (const at of [folder, into]) {
    const database = new DatabaseSync(join(at, databaseFile), { readOnly: true });
    for (const table of ['items', 'vectors', 'images']) {
      const { n } = database.prepare(`SELECT count(*) AS n FROM ${table} WHERE sum IS NULL`).get()!;
      assert.equal(n, 0, table);
    }
    database.close();
  }
});
