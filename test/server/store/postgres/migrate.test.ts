import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { checkFolder } from '../../../../server/store/checkFolder.ts';
import type { Store } from '../../../../server/store/contract/Store.ts';
import { migrateIndex } from '../../../../server/store/migrate/migrateIndex.ts';
import { openStore } from '../../../../server/store/openStore.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { temporaryFolder } from '../../helpers.ts';
import { listed, model, otherModel, randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, said } from './database.ts';

const vectors = randomVectors(450, 24);
const openFolder = (folder: string) =>
  openStore({
    ...{ folder, model, exactLimit: 10_000, diskReserve: 0, onIndex() {} },
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
  });
const openDatabase = (url: string) =>
  openPostgres({ url, pictures, exactLimit: 10_000, onIndex() {} });
const quiet = () => {};
const pictures = await temporaryFolder();

const folder = await temporaryFolder();
const store = await openFolder(folder);
after(() => store.close());
await store.putItems(
  'default',
  vectors.map((vector, i) => ({
    ...vectorItem(`v${i}`, vector, { i, odd: '\0\ud800' }),
    image:
      i % 3 === 0 ? null : { type: 'image/webp', bytes: Buffer.alloc(500 + i, i), side: i % 2 },
    content: i % 3 === 0 ? null : `content ${i}`,
  })),
);
await store.patchMetadata('default', 'v7', '{"seen":true}');
await store.putItems('default', [vectorItem('v8', vectors[9]!)]);
await store.beginGeneration('default', otherModel);
const some = (await store.listItems({ collection: 'default', limit: 5 })).items;
const added = some.map(({ id, version }, i) => ({ id, version, vector: vectors[i]! }));
await store.putVectors('default', otherModel, added);
await store.switchModel('default', otherModel, 'any');
await store.putCollection('tiles', { keep: 'none' });
await store.followFiles('tiles', [
  {
    ...{ id: 'a/b', expected: null },
    file: { folder: '/pictures', stamp: '1', metadata: '{"path":"a/b"}' },
    picture: {
      ...{ vectors: [{ model, vector: vectors[0]! }], image: null, content: 'c', depth: 'deep' },
    },
  },
]);
await store.nameModel(model, 'a/1');
await store.putNote('serving', otherModel);

/** All that a store tells of what is in it. */
async function everything(of: Store) {
  const collections = await of.listCollections();
  const all = [];
  for (const { name: collection } of collections)
    for (const item of await listed(of, { collection, limit: 500 })) {
      const made = item.models.map((one) => of.getVector(collection, item.id, one));
      const image = await of.getImage(collection, item.id);
      const kept = image && { ...image, bytes: Buffer.from(image.bytes).toString('hex') };
      all.push({ item, vectors: await Promise.all(made), kept });
    }
  const { items: followed } = await of.listFollowing({
    ...{ collection: 'tiles', folder: '/pictures', model, limit: 9 },
  });
  // Places within one store.
  const following = followed.map(({ version: _, ...rest }) => rest);
  const names = [...(await of.modelNames())];
  return { collections, all, following, names, serving: await of.getNote('serving') };
}

const url = await emptyDatabase();
const there = { folder, database: url, into: 'database' } as const;

test('an index that is served moves to a database, on from where it was broken off, and is the same', async () => {
  const broken = migrateIndex(there, (doing, done) => {
    if (doing === 'moving' && done >= 200) throw new Error('broken off');
  });
  await assert.rejects(broken, /broken off/);
  await assert.rejects(openDatabase(url), { code: 'migration_unfinished' });
  // The rest of the pictures beside the database.
  const seen = new Map<string, number>();
  const items = await migrateIndex({ ...there, pictures }, (doing, done, total) => {
    assert.equal(total, 451);
    seen.set(doing, done);
  });
  assert.equal(items, 451);
  assert.deepEqual(Object.fromEntries(seen), { moving: 451, comparing: 451 });
  const moved = await openDatabase(url);
  try {
    assert.deepEqual(await everything(moved), await everything(store));
    const [within, outside] = await said(
      url,
      `SELECT count(*)::int AS count FROM images GROUP BY object IS NULL ORDER BY object IS NULL DESC`,
    );
    assert.ok((within!.count as number) > 100 && (outside!.count as number) > 100);
    const query = { collection: 'default', model, vector: vectors[3]!, k: 5 };
    const [a, b] = [await moved.search(query), await store.search(query)];
    assert.deepEqual(
      a.hits.map(({ id }) => id),
      b.hits.map(({ id }) => id),
    );
    // What comes next has keys of its own.
    await moved.putItems('tiles', [vectorItem('new', vectors[0]!)]);
    await moved.deleteItem('tiles', 'new');
  } finally {
    await moved.close();
  }
  await assert.rejects(migrateIndex(there, quiet), { code: 'pictures_needed' });
  await assert.rejects(migrateIndex({ ...there, pictures }, quiet), { code: 'migration_target' });
});

test('and back into a folder, which is as sound as the first', async () => {
  const back = join(await temporaryFolder(), 'back');
  const main = join(import.meta.dirname, '../../../../cli/main.ts');
  const args = [main, 'migrate', '--from', url, '--to', back, '--pictures', pictures];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  assert.match(stdout, /back has all 451 items; they are the same/);
  assert.deepEqual(checkFolder(back), { items: 451, problems: [] });
  const again = await openFolder(back);
  try {
    assert.deepEqual(await everything(again), await everything(store));
  } finally {
    await again.close();
  }
  const taken = promisify(execFile)(process.execPath, args);
  await assert.rejects(taken, { code: 1, stderr: /error migration_target: .* is not empty/ });
});

test('what was changed since it was moved is noticed, and a change of the encoder is waited for', async () => {
  const other = { ...there, database: await emptyDatabase() };
  const broken = migrateIndex(other, (_, done) => {
    if (done >= 200) throw new Error('broken off');
  });
  await assert.rejects(broken, /broken off/);
  await store.patchMetadata('default', 'v7', '{"seen":null}');
  await assert.rejects(migrateIndex(other, quiet), { code: 'migration_differs' });
  await store.putNote('activation', '{}');
  await assert.rejects(migrateIndex(other, quiet), { code: 'migration_busy' });
});
