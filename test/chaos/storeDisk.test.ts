import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { checkFolder } from '../../server/store/checkFolder.ts';
import type { Store } from '../../server/store/contract/Store.ts';
import { openStore } from '../../server/store/openStore.ts';
import { model, randomVectors, vectorItem } from '../server/store/fixtures.ts';
import { mountTmpfs, umount } from './store/tmpfs.ts';

const MiB = 2 ** 20;
const collection = 'default';
const vectors = randomVectors(2000, 16);
const image = { type: 'image/webp', bytes: new Uint8Array(32 * 1024).fill(7), side: 0 };
const item = (i: number) => ({ ...vectorItem(`v${i}`, vectors[i]!), image });

/** A disk of its own; null, with the test skipped, where mounting is not allowed. */
async function smallDisk(context: TestContext, bytes: number): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'selfsame-test-'));
  const why = mountTmpfs(folder, bytes);
  if (why !== null) {
    context.skip(why);
    return null;
  }
  after(async () => {
    umount(folder);
    await rmdir(folder);
  });
  return folder;
}

const open = (folder: string, diskReserve: number) =>
  openStore({
    folder,
    model,
    exactLimit: 100_000,
    diskReserve,
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
    onIndex() {},
  });

/** Puts items one by one until one is refused; their number, and why. */
async function fill(store: Store): Promise<[number, { code: string }]> {
  for (let i = 0; i < vectors.length; i++) {
    try {
      await store.putItems(collection, [item(i)]);
    } catch (error) {
      return [i, error as { code: string }];
    }
  }
  return assert.fail('the disk did not fill up');
}

/** What was acknowledged is there, is found, and can be deleted. */
async function worksOn(store: Store, count: number): Promise<void> {
  assert.equal((await store.getCollection(collection)).items, count);
  for (let i = 0; i < count; i += 13) {
    const { hits } = await store.search({ collection, model, vector: vectors[i]!, k: 1 });
    assert.equal(hits[0]!.id, `v${i}`);
  }
}

test('a disk that is nearly full: nothing is added, all else goes on', async (context) => {
  const folder = await smallDisk(context, 48 * MiB);
  if (folder === null) return;
  const store = await open(join(folder, 'data'), 16 * MiB);
  const [count, refusal] = await fill(store);
  assert.equal(refusal.code, 'storage_full');
  assert.ok(count > 100);
  await worksOn(store, count);
  const all = { field: 'none', exists: false };
  assert.equal(await store.deleteItems(collection, all), count);
  // What was deleted has made room in the database's own file.
  await store.putItems(collection, [item(0)]);
  await worksOn(store, 1);
  await store.close();
});

test('a disk that is full altogether: what was acknowledged stays', async (context) => {
  const folder = await smallDisk(context, 24 * MiB);
  if (folder === null) return;
  const data = join(folder, 'data');
  const store = await open(data, 0);
  const [count, refusal] = await fill(store);
  assert.equal(refusal.code, 'storage_full');
  await worksOn(store, count);
  await store.close();
  assert.deepEqual(checkFolder(data), { items: count, problems: [] });
  const again = await open(data, 0);
  await worksOn(again, count);
  await again.close();
});

test('a folder that cannot be written is refused at the start', async (context) => {
  const folder = await smallDisk(context, 8 * MiB);
  if (folder === null) return;
  const data = join(folder, 'data');
  await (await open(data, 0)).close();
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  await assert.rejects(open(data, 0), { code: 'data_unwritable' });
  await assert.rejects(open(join(folder, 'new'), 0), { code: 'data_unwritable' });
});
