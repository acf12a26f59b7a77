import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openStore } from '../../../server/store/openStore.ts';
import { restoreSnapshot } from '../../../server/store/rows/snapshot/restore.ts';
import { temporaryFolder } from '../helpers.ts';
import { listed, model, otherModel, randomVectors, vectorItem } from './fixtures.ts';

const vectors = randomVectors(300, 16);
const open = (folder: string) =>
  openStore({
    folder,
    model,
    exactLimit: 1000,
    diskReserve: 0,
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
    onIndex() {},
  });

/** A collection with pictures and two generations, and its snapshot's file. */
async function snapshot() {
  const folder = await temporaryFolder();
  const store = await open(folder);
  await store.putCollection('tiles', { keep: 'none' });
  const image = { type: 'image/webp', bytes: new Uint8Array([1, 2, 3]), side: 0 };
  const items = vectors.map((vector, i) => vectorItem(`v${i}`, vector, { i }));
  await store.putItems('tiles', [
    { ...items[0]!, image, content: 'c0', depth: '16 bits' },
    ...items.slice(1),
  ]);
  const { version } = await store.getItem('tiles', 'v0');
  await store.beginGeneration('tiles', otherModel);
  await store.putVectors('tiles', otherModel, [{ id: 'v0', version, vector: vectors[9]! }]);
  const all = await listed(store, { collection: 'tiles', limit: 1000 });
  for (const one of [otherModel, model])
    await store.switchModel('tiles', one, { items: all, pictureless: true });
  // Writing goes on while the copy is made; what comes after its beginning is not in it.
  const copying = store.createSnapshot('tiles');
  const { name } = await copying;
  await store.putItems('tiles', [vectorItem('late', vectors[0]!)]);
  await store.close();
  return join(folder, 'snapshots', `${name}.sqlite`);
}

test('a snapshot is restored as it was, into a new folder or one in use', async () => {
  const file = await snapshot();
  const folder = await temporaryFolder();
  const before = await open(folder);
  await before.putItems('default', [vectorItem('mine', vectors[1]!)]);
  await before.close();
  for (const into of [join(await temporaryFolder(), 'new'), folder]) {
    assert.equal(restoreSnapshot(into, file).items, 300);
    const store = await open(into);
    const { keep, items, vectors: counts } = await store.getCollection('tiles');
    assert.deepEqual(
      { keep, items, counts },
      { keep: 'none', items: 300, counts: { [model]: 300, [otherModel]: 1 } },
    );
    for (const [i, vector] of vectors.entries()) {
      assert.deepEqual(await store.getVector('tiles', `v${i}`, model), vector);
    }
    const first = await store.getItem('tiles', 'v0');
    assert.deepEqual([first.metadata, first.content, first.depth], ['{"i":0}', 'c0', '16 bits']);
    assert.equal(first.hasImage, true);
    assert.equal((await store.getCollection('default')).items, into === folder ? 1 : 0);
    await store.close();
  }
});

test('what cannot be restored rightly is not restored at all', async () => {
  const file = await snapshot();
  const folder = await temporaryFolder();
  assert.equal(restoreSnapshot(folder, file).items, 300);
  assert.throws(() => restoreSnapshot(folder, file), { code: 'collection_not_empty' });
  const store = await open(await temporaryFolder());
  await store.close();

  const sidecar = file.replace('.sqlite', '.json');
  const described = await readFile(sidecar, 'utf8');
  const bytes = await readFile(file);
  const fresh = await temporaryFolder();
  const refused = { code: 'snapshot_invalid' };
  await writeFile(file, bytes.subarray(0, -1));
  assert.throws(() => restoreSnapshot(fresh, file), { ...refused, message: /checksum/ });
  await writeFile(file, bytes);
  await writeFile(sidecar, described.replace('"items": 300', '"items": 299'));
  assert.throws(() => restoreSnapshot(fresh, file), {
    ...refused,
    message: /300 items and not 299/,
  });
  await rm(sidecar);
  assert.throws(() => restoreSnapshot(fresh, file), refused);
  const empty = await open(fresh);
  assert.deepEqual((await empty.listCollections()).length, 1);
  await empty.close();
});
