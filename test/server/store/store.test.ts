import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NewItem } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { listed } from './fixtures.ts';

const model = 'a'.repeat(64);
const dimensions = 24;
const exactLimit = 300;
const collection = 'default';

/** Seeded numbers in [-0.5, 0.5). */
function createUniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}
const uniform = createUniform(1);
const vectors = Array.from({ length: 1200 }, () =>
  Float32Array.from({ length: dimensions }, uniform),
);

interface Opened {
  readonly store: Store;
  readonly notes: string[];
}
async function open(folder: string): Promise<Opened> {
  const notes: string[] = [];
  const onIndex = (message: string) => notes.push(message);
  const onRestart = (thread: string, reason: string) => assert.fail(`${thread}: ${reason}`);
  return {
    store: await openStore({
      folder,
      model,
      exactLimit,
      diskReserve: 0,
      onRestart,
      onIndex,
    }),
    notes,
  };
}

const newItem = (id: string, vector: Float32Array, metadata: object = {}): NewItem => ({
  id,
  metadata: JSON.stringify(metadata),
  vectors: [{ model, vector }],
  image: null,
  content: null,
  depth: null,
});
const put = (store: Store, i: number, vector = vectors[i]!) =>
  store.putItems(collection, [newItem(`v${i}`, vector, { i })]);
const find = (store: Store, vector: Float32Array, k: number) =>
  store.search({ collection, model, vector, k });

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    assert.ok(tries < 200, 'it did not come about within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Share of the true ten nearest among those found, and whether each finds itself first. */
async function recall(store: Store, live: readonly number[]): Promise<number> {
  let found = 0;
  const queries = live.filter((_, i) => i % 37 === 0);
  for (const i of queries) {
    const query = vectors[i]!;
    const score = (v: Float32Array) =>
      v.reduce((sum, value, j) => sum + value * query[j]!, 0) / Math.hypot(...v);
    const scores = new Map(live.map((j) => [j, score(vectors[j]!)]));
    const truth = live.toSorted((a, b) => scores.get(b)! - scores.get(a)!).slice(0, 10);
    const { hits } = await find(store, query, 10);
    assert.equal(hits.length, 10);
    assert.equal(hits[0]!.id, `v${i}`);
    const ids = new Set(hits.map(({ id }) => id));
    found += truth.filter((j) => ids.has(`v${j}`)).length;
  }
  return found / queries.length / 10;
}

const all = vectors.keys().toArray();

/** A store with all vectors in it and its large collection indexed. */
async function indexed(folder: string): Promise<Opened> {
  const opened = await open(folder);
  await Promise.all(all.map((i) => put(opened.store, i)));
  await until(async () => !(await find(opened.store, vectors[0]!, 1)).exact);
  return opened;
}

const snapshotFile = async (folder: string, ending: string) => {
  const name = (await readdir(join(folder, 'ann'))).find((file) => file.endsWith(ending));
  return join(folder, 'ann', name!);
};

test('a large collection is searched exactly until it is indexed, and nearly so after', async () => {
  const { store } = await open(await temporaryFolder());
  await Promise.all(all.map((i) => put(store, i)));
  const { exact, considered } = await find(store, vectors[0]!, 1);
  assert.deepEqual([exact, considered], [true, all.length]);
  await until(async () => !(await find(store, vectors[0]!, 1)).exact);
  assert.ok((await recall(store, all)) > 0.99);
  await store.close();
});

test('an indexed collection takes writes into account at once', async () => {
  const { store, notes } = await indexed(await temporaryFolder());
  const changed = Float32Array.from(vectors[0]!, (value) => -value);
  await put(store, 0, changed);
  assert.equal((await find(store, changed, 1)).hits[0]!.id, 'v0');
  assert.notEqual((await find(store, vectors[0]!, 1)).hits[0]!.id, 'v0');
  // More than a fifth goes: the graph is built anew without the dead.
  const kept = all.filter((i) => i % 3 !== 0);
  await Promise.all(
    all.filter((i) => i % 3 === 0).map((i) => store.deleteItem(collection, `v${i}`)),
  );
  assert.ok((await recall(store, kept)) > 0.99);
  await until(() => notes.some((text) => text.includes(`${kept.length} vectors`)));
  assert.ok((await recall(store, kept)) > 0.99);
  const { hits } = await find(store, vectors[1]!, 1000);
  assert.equal(hits.length, kept.length);
  await store.close();
});

test('a snapshot is loaded at the next start', async () => {
  const folder = await temporaryFolder();
  await (await indexed(folder)).store.close();
  const { store, notes } = await open(folder);
  assert.equal((await find(store, vectors[0]!, 1)).exact, false);
  assert.ok((await recall(store, all)) > 0.99);
  await store.close();
  // The first store was closed before it had measured what its graph needs: another one may have
  // been built beside it for that.
  assert.deepEqual(
    notes.filter((text) => text.includes('built anew')),
    [],
  );
});

const damages: Record<string, (folder: string) => Promise<void>> = {
  'with changed bytes': async (folder) => {
    const path = await snapshotFile(folder, '.codes');
    const bytes = await readFile(path);
    bytes.fill(0xff, 2000, 2100);
    await writeFile(path, bytes);
  },
  'that is missing': async (folder) => rm(await snapshotFile(folder, '.codes')),
  truncated: async (folder) => truncate(await snapshotFile(folder, '.codes'), 1000),
  'whose sidecar is no JSON': async (folder) => writeFile(await snapshotFile(folder, '.json'), '{'),
  'of an earlier version': async (folder) => {
    const path = await snapshotFile(folder, '.json');
    const sidecar = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...sidecar, format: 1 }));
  },
  'of another database': async (folder) => {
    const path = await snapshotFile(folder, '.json');
    const sidecar = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...sidecar, database: 'other' }));
  },
};
for (const [name, damage] of Object.entries(damages)) {
  test(`a snapshot ${name} is not trusted: searched exactly, then built anew`, async () => {
    const folder = await temporaryFolder();
    await (await indexed(folder)).store.close();
    await damage(folder);
    const { store, notes } = await open(folder);
    assert.equal((await find(store, vectors[5]!, 1)).hits[0]!.id, 'v5');
    await until(() => notes.some((text) => text.includes('is indexed')));
    assert.match(notes[0]!, /built anew/);
    assert.ok((await recall(store, all)) > 0.99);
    await store.close();
  });
}

test('writes of one moment are undone alone when one of them fails', async () => {
  const { store } = await open(await temporaryFolder());
  const outcomes = await Promise.allSettled([
    put(store, 1),
    store.putItems('none', [newItem('x', vectors[0]!)]),
    store.deleteItem(collection, 'none'),
    put(store, 2),
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done')),
    ['done', 'collection_not_found', 'item_not_found', 'done'],
  );
  assert.equal((await store.getCollection(collection)).items, 2);
  await store.close();
});

test('a folder is one store at a time', async () => {
  const folder = await temporaryFolder();
  const { store } = await open(folder);
  await assert.rejects(open(folder), { code: 'data_locked' });
  await store.close();
  await (await open(folder)).store.close();
});

test('deleting a collection deletes what is in it, and nothing else', async () => {
  const { store } = await open(await temporaryFolder());
  await put(store, 1);
  await store.putCollection('other');
  const image = { type: 'image/webp', bytes: new Uint8Array([1, 2, 3]) };
  const kept = { ...image, side: 0 };
  await store.putItems('other', [{ ...newItem('x', vectors[0]!), image: kept }]);
  assert.deepEqual(await store.getImage('other', 'x'), image);
  await store.deleteCollection('other');
  await assert.rejects(store.getItem('other', 'x'), { code: 'collection_not_found' });
  await store.putCollection('other');
  assert.deepEqual((await store.getCollection('other')).vectors, {});
  assert.deepEqual((await store.getCollection(collection)).vectors, { [model]: 1 });
  await store.close();
});

test('a generation that was being dropped is gone after the next start', async () => {
  const folder = await temporaryFolder();
  const other = 'b'.repeat(64);
  const { store } = await open(folder);
  for (let i = 0; i < 1200; i += 300)
    await store.putItems(
      collection,
      vectors.slice(i, i + 300).map((vector, j) => newItem(`v${i + j}`, vector)),
    );
  await store.beginGeneration(collection, other);
  const all = await listed(store, { collection, limit: 1000 });
  const vector = vectors[0]!;
  for (let i = 0; i < all.length; i += 300)
    await store.putVectors(
      collection,
      other,
      all.slice(i, i + 300).map(({ id, version }) => ({ id, version, vector })),
    );
  const dropped = store.endGeneration(collection, other).catch(() => {});
  while ((await store.getCollection(collection)).next !== null);
  await store.close();
  await dropped;
  const { store: again } = await open(folder);
  while (other in (await again.getCollection(collection)).vectors)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual((await again.getCollection(collection)).vectors, { [model]: 1200 });
  await again.close();
});
