import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../../server/store/contract/Store.ts';
import { filesContract } from './filesContract.ts';
import { cosine, listed, model, otherModel, randomVectors, vectorItem } from './fixtures.ts';
import { generationsContract } from './generationsContract.ts';

const collection = 'default';
const dimensions = 16;
const vectors = randomVectors(60, dimensions);
const kinds = ['plant', 'boat', 'tile'];
const items = vectors.map((vector, i) =>
  vectorItem(`v${i}`, vector, { i, kind: kinds[i % 3], tags: ['all', `t${i % 5}`] }),
);
const query = { collection, model, vector: vectors[0]!, k: 10 };
/** All marks of a collection. */
async function marksOf(store: Store, every: number) {
  const marks: string[] = [];
  for (;;) {
    const some = await store.markItems({ collection, every, cursor: marks.at(-1) });
    marks.push(...some.marks);
    if (some.rest !== null) return { marks, rest: some.rest };
  }
}

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

/** Enough metadata that looking through it takes some time: 1,200 items of 15 KB. */
async function putLarge(store: Store): Promise<void> {
  const metadata = `{"blob":"${'x'.repeat(15_000)}"}`;
  for (let round = 0; round < 20; round++) {
    const some = vectors.map((vector, i) => vectorItem(`${round}-${i}`, vector));
    await store.putItems(
      collection,
      some.map((item) => ({ ...item, metadata })),
    );
  }
}

/** Tests, each over an empty store. @param only those whose names match */
export const checkOver =
  (name: string, open: () => Promise<Store>, only = /./) =>
  (what: string, run: (store: Store) => Promise<void>) =>
    only.test(what) &&
    test(`${name}: ${what}`, async () => {
      const store = await open();
      try {
        await run(store);
      } finally {
        await store.close();
      }
    });

/**
 * What every store has to do, whatever is behind it.
 * @param open opens an empty store; the test file closes what it opens
 * @param only the tests whose names match
 */
export function storeContract(name: string, open: () => Promise<Store>, only?: RegExp): void {
  const check = checkOver(name, open, only);

  check('the default collection is there, and cannot be deleted', async (store) => {
    const [only, ...more] = await store.listCollections();
    assert.deepEqual(more, []);
    const { created, ...rest } = only!;
    assert.ok(!Number.isNaN(Date.parse(created)));
    assert.deepEqual(rest, {
      name: 'default',
      keep: 'preview',
      model: null,
      next: null,
      previous: null,
      switched: null,
      items: 0,
      vectors: {},
    });
    await assert.rejects(store.deleteCollection('default'), { code: 'collection_protected' });
  });

  check('collections are made with options, changed, listed by name and deleted', async (store) => {
    const first = await store.putCollection('tiles', { keep: 'none' });
    assert.deepEqual([first.created, first.collection.keep], [true, 'none']);
    assert.equal((await store.putCollection('tiles')).collection.keep, 'none');
    const changed = await store.putCollection('tiles', { keep: 'original' });
    assert.deepEqual([changed.created, changed.collection.keep], [false, 'original']);
    const names = (await store.listCollections()).map((one) => one.name);
    assert.deepEqual(names, ['default', 'tiles']);
    await store.putItems('tiles', items.slice(0, 3));
    await store.deleteCollection('tiles');
    await assert.rejects(store.getCollection('tiles'), { code: 'collection_not_found' });
    assert.equal((await store.putCollection('tiles')).collection.items, 0);
  });

  check('whatever names a collection or an item that is not there says so', async (store) => {
    const none = { code: 'collection_not_found' };
    const calls = [
      () => store.putItems('none', items),
      () => store.getItem('none', 'x'),
      () => store.openImage('none', 'x'),
      () => store.listItems({ collection: 'none', limit: 1 }),
      () => store.deleteItems('none', { field: 'a', exists: true }),
      () => store.listFollowing({ collection: 'none', folder: '/', model, limit: 1 }),
      () => store.findFollowing('none', ['x'], model),
      () => store.findCopies({ collection: 'none', contents: ['x'], model, image: false }),
      () => store.followFiles('none', []),
      () => store.moveItems('none', []),
      () => store.deleteVersions('none', []),
      () => store.putVectors('none', model, []),
      () => store.beginGeneration('none', model),
      () => store.lacking('none', model, 32),
      () => store.isIndexed('none', model),
      () => store.switchModel('none', model, { items: [], pictureless: true }),
      () => store.dropModel('none', model),
      () => store.search({ ...query, collection: 'none' }),
      () => store.findDuplicates({ collection: 'none', model, minScore: 0.9, limit: 1 }),
      () => store.createSnapshot('none'),
      () => store.listSnapshots('none'),
    ];
    for (const call of calls) await assert.rejects(call(), none);
    const missing = { code: 'item_not_found' };
    await assert.rejects(store.getItem(collection, 'x'), missing);
    await assert.rejects(store.getImage(collection, 'x'), missing);
    await assert.rejects(store.openImage(collection, 'x'), missing);
    await assert.rejects(store.getVector(collection, 'x', model), missing);
    await assert.rejects(store.patchMetadata(collection, 'x', '{}'), missing);
    await assert.rejects(store.deleteItem(collection, 'x'), missing);
  });

  check('what is to be put only if it is new replaces nothing', async (store) => {
    const [first, second] = items.map((item) => ({ ...item, onlyIfNew: true }));
    const racing = [1, 2].map(() => store.putItems(collection, [first!]));
    const [won] = (await Promise.allSettled(racing)).filter((one) => one.status === 'fulfilled');
    const { version } = await store.getItem(collection, 'v0');
    assert.equal(won!.value[0]!.item.version, version);
    // All of them, or none.
    const both = store.putItems(collection, [second!, first!]);
    await assert.rejects(both, { code: 'item_exists' });
    assert.equal((await store.getCollection(collection)).items, 1);
    assert.equal((await store.getItem(collection, 'v0')).version, version);
    assert.equal((await store.putItems(collection, [items[0]!]))[0]!.created, false);
  });

  check('an item is what was put, and putting again replaces all of it', async (store) => {
    const image = { type: 'image/webp', bytes: new Uint8Array([1, 2, 3]) };
    const full = { ...items[0]!, image: { ...image, side: 0 }, content: 'c0' };
    const [first] = await store.putItems(collection, [full]);
    assert.equal(first!.created, true);
    const item = await store.getItem(collection, 'v0');
    assert.deepEqual(item, first!.item);
    assert.deepEqual(
      [item.metadata, item.models, item.hasImage, item.content],
      [full.metadata, [model], true, 'c0'],
    );
    assert.deepEqual(await store.getImage(collection, 'v0'), image);
    assert.deepEqual(await store.getVector(collection, 'v0', model), vectors[0]);
    assert.equal(await store.getVector(collection, 'v0', otherModel), null);

    const [second] = await store.putItems(collection, [vectorItem('v0', vectors[1]!)]);
    assert.equal(second!.created, false);
    assert.equal(second!.item.created, item.created);
    assert.notEqual(second!.item.version, item.version);
    assert.deepEqual([second!.item.metadata, second!.item.content], ['{}', null]);
    assert.equal(await store.getImage(collection, 'v0'), null);
    assert.deepEqual(await store.getVector(collection, 'v0', model), vectors[1]);
    assert.deepEqual((await store.getCollection(collection)).vectors, { [model]: 1 });
  });

  check('a kept picture is read piece by piece, until it is another one', async (store) => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 251);
    const full = { ...items[0]!, image: { type: 'image/webp', bytes, side: 0 }, content: 'c0' };
    await store.putItems(collection, [full, { ...full, id: 'gone' }, items[1]!]);
    const [kept, gone] = [
      await store.openImage(collection, 'v0'),
      await store.openImage(collection, 'gone'),
    ];
    assert.deepEqual([kept!.type, kept!.length], ['image/webp', bytes.length]);
    const cut = 30_000;
    const pieces = [await kept!.read(0, cut), await kept!.read(cut, bytes.length - cut)];
    assert.deepEqual(Buffer.concat(pieces.map((piece) => piece!)), Buffer.from(bytes));
    assert.equal(await store.openImage(collection, 'v1'), null);
    await store.putItems(collection, [full]);
    await store.deleteItem(collection, 'gone');
    assert.deepEqual([await kept!.read(0, cut), await gone!.read(0, cut)], [null, null]);
  });

  check('many are put together or not at all; of one id the last counts', async (store) => {
    const put = await store.putItems(collection, [...items, vectorItem('v0', vectors[5]!)]);
    assert.equal(put.length, 61);
    assert.deepEqual([put[0]!.created, put[60]!.created], [true, false]);
    const { items: count, vectors: counts } = await store.getCollection(collection);
    assert.deepEqual([count, counts], [60, { [model]: 60 }]);
    assert.deepEqual(await store.getVector(collection, 'v0', model), vectors[5]);
    const same = [
      { model, vector: vectors[0]! },
      { model, vector: vectors[1]! },
    ];
    const broken = { ...items[0]!, id: 'twice', vectors: same };
    await assert.rejects(store.putItems(collection, [vectorItem('new', vectors[0]!), broken]));
    await assert.rejects(store.getItem(collection, 'new'), { code: 'item_not_found' });
  });

  check('metadata is changed by a merge patch, and its version stays', async (store) => {
    const metadata = { a: 1, b: { c: 2, d: 3 }, e: [1, 2] };
    await store.putItems(collection, [vectorItem('x', vectors[0]!, metadata)]);
    const { version } = await store.getItem(collection, 'x');
    const patch = { a: null, b: { c: null, f: 'ü' }, e: [3], g: { h: null, i: 1 } };
    const patched = await store.patchMetadata(collection, 'x', JSON.stringify(patch));
    assert.deepEqual(JSON.parse(patched.metadata), { b: { d: 3, f: 'ü' }, e: [3], g: { i: 1 } });
    assert.deepEqual(await store.getItem(collection, 'x'), patched);
    assert.equal(patched.version, version);
    const large = store.patchMetadata(collection, 'x', `{"large":"${'x'.repeat(20_000)}"}`);
    await assert.rejects(large, { code: 'metadata_invalid' });
  });

  check('items are listed in the order they came, page by page', async (store) => {
    assert.deepEqual(await listed(store, { collection }), []);
    await store.putItems(collection, items);
    assert.deepEqual(ids(await listed(store, { collection })), ids(items));
    const boats = await listed(store, { collection, filter: { field: 'kind', eq: 'boat' } });
    assert.deepEqual(
      ids(boats),
      ids(items.filter(({ metadata }) => JSON.parse(metadata).kind === 'boat')),
    );
    for (const cursor of ['', 'x', '0', 'a2', Buffer.from('k1x').toString('base64url')]) {
      const list = store.listItems({ collection, limit: 1, cursor });
      await assert.rejects(list, { code: 'cursor_invalid' });
    }
  });

  check('any page can be read without those before it', async (store) => {
    assert.deepEqual(await marksOf(store, 10), { marks: [], rest: 0 });
    await store.putItems(collection, items);
    const every = items.length / 4;
    const { marks, rest } = await marksOf(store, every);
    assert.deepEqual([marks.length, rest], [4, 0]);
    const [cursor, until] = [marks[1]!, marks[2]!];
    const page = () => listed(store, { collection, cursor, until });
    assert.deepEqual(ids(await page()), ids(items.slice(2 * every, 3 * every)));
    // What goes and comes meanwhile changes no other page.
    for (const gone of [0, 2 * every]) await store.deleteItem(collection, items[gone]!.id);
    await store.putItems(collection, [vectorItem('late', vectors[0]!)]);
    assert.deepEqual(ids(await page()), ids(items.slice(2 * every + 1, 3 * every)));
    const filter = { field: 'kind', eq: 'none such' };
    assert.deepEqual(await listed(store, { collection, cursor, until, filter }), []);
    assert.equal((await marksOf(store, items.length)).rest, items.length - 1);
  });

  check('a page goes on where it ended, whatever is deleted and added between', async (store) => {
    await store.putItems(collection, items.slice(0, 10));
    const first = await store.listItems({ collection, limit: 4 });
    const seen = first.items.length;
    const gone = ['v0', `v${seen - 1}`, `v${seen}`];
    for (const id of new Set(gone)) await store.deleteItem(collection, id);
    await store.putItems(collection, [vectorItem('late', vectors[0]!)]);
    const rest = await listed(store, { collection, cursor: first.next! });
    assert.deepEqual(ids(rest), [...ids(items.slice(seen + 1, 10)), 'late']);
  });

  check('what passes a filter is deleted, and nothing else', async (store) => {
    await store.putItems(collection, items);
    const filter = {
      and: [
        { field: 'i', gte: 10 },
        { field: 'tags', eq: 't1' },
      ],
    };
    assert.equal(await store.deleteItems(collection, filter), 10);
    const left = items.filter((_, i) => !(i >= 10 && i % 5 === 1));
    assert.deepEqual(ids(await listed(store, { collection })), ids(left));
    assert.equal(await store.deleteItems(collection, filter), 0);
  });

  filesContract(check);

  check('names of models are kept, the last one of each', async (store) => {
    await store.nameModel(model, 'a/1');
    await store.nameModel(otherModel, 'b/1');
    await store.nameModel(model, 'a/2');
    assert.deepEqual([...(await store.modelNames())].sort(), [
      [model, 'a/2'],
      [otherModel, 'b/1'],
    ]);
  });

  check('the nearest are found in order, with their scores', async (store) => {
    await store.putItems(collection, items);
    const answer = await store.search({ ...query, vectors: true });
    const wanted = items
      .map(({ id, metadata }, i) => ({ id, metadata, score: cosine(vectors[i]!, vectors[0]!) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 10);
    assert.deepEqual(ids(answer.hits), ids(wanted));
    for (const [i, { score, details }] of answer.hits.entries()) {
      assert.ok(Math.abs(score - wanted[i]!.score) < 1e-5);
      const { metadata, vector } = details!;
      assert.equal(metadata, wanted[i]!.metadata);
      assert.deepEqual(vector, vectors[JSON.parse(metadata).i]);
    }
    const { exact, considered, complete } = answer;
    assert.deepEqual([exact, considered, complete], [true, 60, true]);
    assert.equal((await store.search(query)).hits[0]!.details!.vector, undefined);
  });

  check('what hits leave out is read later, of those that are there still', async (store) => {
    await store.putItems(collection, items);
    const whole = (await store.search({ ...query, vectors: true })).hits;
    const { hits } = await store.search({ ...query, vectors: true, mostBytes: 0 });
    assert.deepEqual(ids(hits), ids(whole));
    assert.equal(hits[1]!.details, null);
    await store.deleteItem(collection, hits[1]!.id);
    await store.putItems(collection, [vectorItem(hits[2]!.id, vectors[9]!)]);
    const keys = hits.map(({ key }) => key);
    const wanted = whole.map(({ details }, i) => (i === 1 || i === 2 ? null : details));
    assert.deepEqual(await store.readHits(keys, true), wanted);
  });

  check('a large answer is read bit by bit', async (store) => {
    const large = items.map((item) => ({ ...item, metadata: `{"a":"${'x'.repeat(10_000)}"}` }));
    await store.putItems(collection, large);
    const { hits } = await store.search({ ...query, k: 60 });
    assert.equal(hits.length, 60);
    const whole = hits.findIndex(({ details }) => details === null);
    assert.ok(whole > 1 && whole < 20, `${whole}`);
    const read = await store.readHits(
      hits.slice(whole).map(({ key }) => key),
      false,
    );
    assert.ok(read.length > 1 && read.length < 20, `${read.length}`);
    const page = await store.listItems({ collection, limit: 60 });
    assert.ok(page.items.length > 0 && page.items.length < 20, `${page.items.length}`);
    assert.deepEqual(ids(await listed(store, { collection, limit: 60 })), ids(items));
  });

  check('what takes longer than it may is given up, for itself alone', async (store) => {
    await putLarge(store);
    const or = Array.from({ length: 250 }, (_, i) => ({ field: 'blob', eq: `z${i}` }));
    const hurried = { ms: 1, signal: new AbortController().signal };
    const slow = { code: 'filter_too_slow' };
    const plain = store.search(query);
    await assert.rejects(store.search({ ...query, filter: { or } }, hurried), slow);
    await assert.rejects(store.deleteItems(collection, { or }, hurried), slow);
    assert.equal((await plain).hits.length, 10);
    const { compared, considered } = await store.findDuplicates(
      { collection, model, minScore: 0.999, limit: 1 },
      hurried,
    );
    assert.ok(compared < considered, `${compared} of ${considered}`);
    assert.equal((await store.search({ ...query, filter: { or } })).hits.length, 0);
  });

  check('what nobody waits for any more is given up', async (store) => {
    await putLarge(store);
    const gone = new AbortController();
    const filter = { field: 'blob', eq: 'z' };
    const patience = { ms: 100_000, signal: gone.signal };
    const search = store.search({ ...query, filter }, patience);
    const deletion = store.deleteItems(collection, filter, patience);
    gone.abort();
    await Promise.all([assert.rejects(search), assert.rejects(deletion)]);
  });

  check('a search keeps to its filter and its least score', async (store) => {
    await store.putItems(collection, items);
    const filter = { not: { field: 'kind', in: ['plant', 'tile'] } };
    const filtered = await store.search({ ...query, k: 60, filter });
    assert.deepEqual(ids(filtered.hits).sort(), ids(items.filter((_, i) => i % 3 === 1)).sort());
    assert.deepEqual([filtered.exact, filtered.complete], [true, true]);
    assert.equal(filtered.considered, 20);
    const all = (await store.search({ ...query, k: 60 })).hits;
    const above = await store.search({ ...query, k: 60, minScore: all[20]!.score });
    assert.deepEqual(above.hits, all.slice(0, 21));
    assert.equal(above.complete, true);
  });

  check('every write is seen by the next search', async (store) => {
    await store.putItems(collection, items);
    const first = async (filter?: { field: string; eq: string }) =>
      (await store.search({ ...query, k: 1, filter })).hits[0]?.id;
    assert.equal(await first(), 'v0');
    const red = { field: 'colour', eq: 'red' };
    assert.equal(await first(red), undefined);
    await store.patchMetadata(collection, 'v7', '{"colour":"red"}');
    assert.equal(await first(red), 'v7');
    await store.patchMetadata(collection, 'v7', '{"colour":null}');
    assert.equal(await first(red), undefined);
    await store.deleteItem(collection, 'v0');
    assert.notEqual(await first(), 'v0');
    await store.putItems(collection, [vectorItem('again', vectors[0]!)]);
    assert.equal(await first(), 'again');
  });

  check('searches of one moment are answered each for itself', async (store) => {
    await store.putItems(collection, items);
    const asked = [
      ...vectors.map((vector, i) => store.search({ ...query, vector, k: 1 + (i % 3) })),
      store.search({ ...query, collection: 'none' }),
    ];
    const answers = await Promise.allSettled(asked);
    for (const [i, answer] of answers.slice(0, -1).entries()) {
      assert.equal(answer.status, 'fulfilled');
      assert.equal(answer.value.hits[0]!.id, `v${i}`);
      assert.equal(answer.value.hits.length, 1 + (i % 3));
    }
    assert.equal((answers.at(-1) as PromiseRejectedResult).reason.code, 'collection_not_found');
  });

  generationsContract(check);

  check('near-duplicates are found in groups', async (store) => {
    const near = (vector: Float32Array, by: number) =>
      vector.map((value, i) => value * (1 + by * (i % 2)));
    await store.putItems(collection, [
      ...items.slice(0, 20),
      vectorItem('a1', near(vectors[0]!, 0.01)),
      vectorItem('a2', near(vectors[0]!, 0.02)),
      vectorItem('b1', vectors[3]!),
    ]);
    const asked = { collection, model, minScore: 0.999, limit: 10 };
    const answer = await store.findDuplicates(asked);
    assert.deepEqual(
      answer.groups.map((group) => ids(group.items)),
      [
        ['a1', 'a2', 'v0'],
        ['b1', 'v3'],
      ],
    );
    for (const { score } of answer.groups.flatMap((group) => group.items)) assert.ok(score > 0.999);
    const { total, exact, compared, considered } = answer;
    assert.deepEqual([total, exact, compared, considered], [2, true, 23, 23]);
    const one = await store.findDuplicates({ ...asked, limit: 1 });
    assert.deepEqual([one.groups.length, one.total], [1, 2]);
  });

  check('closing it again does no harm', async (store) => {
    await Promise.all([store.close(), store.close()]);
    await store.close();
  });
}
