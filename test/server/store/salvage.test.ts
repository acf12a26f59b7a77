import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { before, test } from 'node:test';
import { checkFolder } from '../../../server/store/checkFolder.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { salvageFolder } from '../../../server/store/rows/salvage/salvageFolder.ts';
import { startProcess, temporaryFolder } from '../helpers.ts';
import { createUniform, model, otherModel, randomVectors, vectorItem } from './fixtures.ts';

const count = 3000;
const vectors = randomVectors(count, 64);
const sound = join(await temporaryFolder(), 'sound');
const pictureOf = (i: number) => new Uint8Array(500 + (i % 7) * 3000).fill(i % 251);
/** Every third item has a picture, every fifth a vector of another model too. */
const newItem = (i: number) => {
  const item = vectorItem(`v${i}`, vectors[i]!, { i, text: 'x'.repeat(i % 300) });
  const second = i % 5 === 0 ? [{ model: otherModel, vector: vectors[(i + 1) % count]! }] : [];
  const image = i % 3 === 0 ? { type: 'image/webp', bytes: pictureOf(i), side: 0 } : null;
  const content = image && `c${i}`;
  return { ...item, vectors: [...item.vectors, ...second], image, content };
};
const collectionOf = (i: number) => (i % 2 === 0 ? 'default' : 'tiles');

const open = (folder: string) =>
  openStore({
    folder,
    model,
    exactLimit: 10_000,
    diskReserve: 0,
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
    onIndex() {},
  });

before(async () => {
  const store = await open(sound);
  await store.putCollection('tiles', { keep: 'original' });
  for (const one of ['default', 'tiles']) await store.beginGeneration(one, otherModel);
  for (let from = 0; from < count; from += 1000) {
    const some = Array.from({ length: 1000 }, (_, i) => from + i);
    for (const collection of ['default', 'tiles'])
      await store.putItems(
        collection,
        some.filter((i) => collectionOf(i) === collection).map(newItem),
      );
  }
  await store.createSnapshot('tiles');
  await store.close();
});

async function copied(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(sound, folder, { recursive: true });
  return folder;
}

const databaseOf = (folder: string) => join(folder, 'index.sqlite');

async function overwrite(folder: string, seed: number, blocks: number, from = 4): Promise<void> {
  const bytes = await readFile(databaseOf(folder));
  const uniform = createUniform(seed);
  for (let n = 0; n < blocks; n++) {
    const block = from + Math.floor((uniform() + 0.5) * (bytes.length / 4096 - from));
    for (let i = 0; i < 4096; i++) bytes[block * 4096 + i] = Math.floor((uniform() + 0.5) * 256);
  }
  await writeFile(databaseOf(folder), bytes);
}

/** Every file of a folder with its content and the time of its last change. */
async function stateOf(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const path = join(folder, name);
      const about = await stat(path);
      if (!about.isFile()) return [name, 'folder'];
      const digest = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      return [name, `${digest} ${about.mtimeMs}`];
    }),
  );
  return new Map(files.sort());
}

/** What is in a salvaged folder is what was put; what is not is listed. */
async function accountedFor(into: string, lost: readonly string[]): Promise<void> {
  assert.deepEqual(checkFolder(into).problems, []);
  const unnamed = lost.some((line) => /if there were any|items in all/.test(line));
  const store = await open(into);
  try {
    let missing = 0;
    for (let i = 0; i < count; i++) {
      const collection = collectionOf(i);
      const name = `the item "v${i}" of "${collection}"`;
      const told = lost.filter((line) => line.includes(name));
      const item = await store.getItem(collection, `v${i}`).catch(() => null);
      if (item === null) {
        missing++;
        assert.ok(unnamed || told.some((line) => line.startsWith(name)), name);
        continue;
      }
      assert.equal(item.metadata, newItem(i).metadata);
      for (const { model, vector } of newItem(i).vectors) {
        const kept = await store.getVector(collection, `v${i}`, model);
        if (kept !== null) assert.deepEqual(kept, vector);
        else assert.ok(unnamed || told.some((line) => line.startsWith('the vector')), name);
      }
      const image = await store.getImage(collection, `v${i}`);
      if (image !== null) assert.deepEqual(image.bytes, pictureOf(i));
      else if (i % 3 === 0)
        assert.ok(
          told.some((line) => line.includes('picture')),
          name,
        );
    }
    const items = (await store.listCollections()).reduce((sum, one) => sum + one.items, 0);
    assert.equal(items, count - missing);
  } finally {
    await store.close();
  }
}

test('of a sound folder everything is copied, and nothing is lost', async () => {
  const folder = await copied();
  const into = join(await temporaryFolder(), 'new');
  const salvaged = salvageFolder(folder, into);
  assert.deepEqual(salvaged, { items: 3000, vectors: 3600, images: 1000, lost: [] });
  await accountedFor(into, []);
  assert.equal((await readdir(join(into, 'snapshots'))).length, 2);
  const store = await open(into);
  assert.equal((await store.getCollection('tiles')).keep, 'original');
  await store.putItems('tiles', [vectorItem('more', vectors[0]!)]);
  await store.close();
});

for (const [seed, blocks] of [
  [1, 20],
  [2, 20],
  [3, 60],
] as const)
  test(`${blocks} blocks overwritten (seed ${seed}): what is left is right, what is lost is named`, async () => {
    const folder = await copied();
    await overwrite(folder, seed, blocks);
    const state = await stateOf(folder);
    const into = await temporaryFolder();
    const { items, lost } = salvageFolder(folder, into);
    assert.ok(lost.length > 0);
    // What hangs from a page of the tree itself is lost with it.
    assert.ok(items > 50, `${items} items`);
    assert.deepEqual(await stateOf(folder), state);
    await accountedFor(into, lost);
    assert.deepEqual((await readdir(into)).toSorted(), [
      'ann',
      'index.json',
      'index.sqlite',
      'lock',
      'snapshots',
    ]);
  });

test('a file cut in half: what is before the cut is there', async () => {
  const folder = await copied();
  const { size } = await stat(databaseOf(folder));
  await truncate(databaseOf(folder), size / 2);
  const into = await temporaryFolder();
  const { items, lost } = salvageFolder(folder, into);
  assert.ok(items > 500, `${items} items`);
  await accountedFor(into, lost);
});

test('changed bytes: the item stays without its vector or picture, and is told of', async () => {
  const folder = await copied();
  const database = new DatabaseSync(databaseOf(folder));
  database.exec(`
    UPDATE vectors SET data = zeroblob(256) WHERE item = 7 AND model = '${model}';
    UPDATE images SET data = x'00' WHERE item = 10;
    UPDATE items SET metadata = '{"i": 0}' WHERE key = 20`);
  const named = (key: number) => {
    const row = database.prepare('SELECT id, collection FROM items WHERE key = ?').get(key)!;
    return `the item "${row.id}" of "${row.collection === 1 ? 'default' : 'tiles'}"`;
  };
  const names = [7, 10, 20].map(named);
  const hasImage = database.prepare('SELECT count(*) AS n FROM images WHERE item = 10').get()?.n;
  database.close();
  const into = await temporaryFolder();
  const { lost } = salvageFolder(folder, into);
  assert.deepEqual(lost.toSorted(), [
    '1 of 3000 items in all, those that have names above included',
    `${names[2]}: it is not what was written`,
    ...(hasImage ? [`the kept picture of ${names[1]}: it is not what was written`] : []),
    `the vector of ${names[0]} by the model ${model.slice(0, 12)}: it is not what was written`,
  ]);
  await accountedFor(into, lost);
});

test('the log counts, and the command says what it does', async () => {
  const folder = await copied();
  const writing = new DatabaseSync(databaseOf(folder));
  writing.exec(
    'PRAGMA wal_autocheckpoint = 0; UPDATE items SET metadata = metadata WHERE key = 1; DELETE FROM items WHERE key = 2',
  );
  // As a killed server leaves it.
  const killed = await temporaryFolder();
  await cp(folder, killed, { recursive: true });
  writing.close();
  assert.ok(existsSync(join(killed, 'index.sqlite-wal')));
  const into = join(await temporaryFolder(), 'new');
  const all = await startProcess('--data', killed, '--salvage', into).ended;
  assert.equal(all.code, 0, all.err);
  assert.match(all.out, /holds 2999 items, .* 0 lost\.\n$/);
  const again = await startProcess('--data', killed, '--salvage', into).ended;
  assert.equal(again.code, 1);
  assert.match(again.err, /is not empty/);
  await overwrite(killed, 5, 20);
  const some = await startProcess('--data', killed, '--salvage', join(into, 'some')).ended;
  assert.equal(some.code, 1);
  assert.match(some.out, /^lost: the /);
});

test('where the first page is gone nothing can be read, and the snapshots are copied', async () => {
  const folder = await copied();
  const bytes = await readFile(databaseOf(folder));
  await writeFile(databaseOf(folder), bytes.fill(0x5a, 0, 8192));
  const into = await temporaryFolder();
  const { items, lost } = salvageFolder(folder, into);
  assert.equal(items, 0);
  assert.match(lost.join('\n'), /^everything in index\.sqlite: /);
  assert.equal((await readdir(join(into, 'snapshots'))).length, 2);
});

test('a folder that a server is using is not salvaged', async () => {
  const folder = await copied();
  const store = await open(folder);
  const into = join(await temporaryFolder(), 'new');
  assert.throws(() => salvageFolder(folder, into), { code: 'data_locked' });
  assert.ok(!existsSync(into));
  await store.close();
});
