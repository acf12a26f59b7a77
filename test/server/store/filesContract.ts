import assert from 'node:assert/strict';
import type { FileMove, FileWrite } from '../../../server/store/contract/files.ts';
import type { NewItem } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import { model, otherModel, randomVectors } from './fixtures.ts';

const collection = 'default';
const folder = '/pictures';
const vectors = randomVectors(4, 16, 9);
const said = (metadata: object) => JSON.stringify(metadata);

/** A new file with a picture: `name` is its content. */
const file = (id: string, name = id, metadata: object = { path: id }): FileWrite => ({
  id,
  expected: null,
  file: { folder, stamp: `1 ${name}`, metadata: said(metadata) },
  picture: {
    vectors: [{ model, vector: vectors[name.length % 4]! }],
    image: { type: 'image/webp', bytes: new Uint8Array([1, name.length]), side: 0 },
    content: name,
    depth: null,
  },
});

/** The same picture, put in by itself. */
const itemOf = (id: string, name = id): NewItem => ({
  ...(file(id, name).picture as Omit<NewItem, 'id' | 'metadata'>),
  id,
  metadata: '{}',
});

async function following(store: Store, of = model) {
  const { items } = await store.listFollowing({ collection, folder, model: of, limit: 100 });
  return items;
}

/** What follows the folder, as [id, content]. */
const contents = async (store: Store) =>
  (await following(store)).map(({ id, content }) => [id, content]).sort();

async function versions(store: Store): Promise<Map<string, string>> {
  return new Map((await following(store)).map(({ id, version }) => [id, version]));
}

async function movesOf(store: Store, pairs: readonly [string, string][]): Promise<FileMove[]> {
  const known = await versions(store);
  return pairs.map(([from, to]) => ({
    from: { id: from, version: known.get(from)! },
    to,
    replaces: pairs.some(([leaving]) => leaving === to) ? null : (known.get(to) ?? null),
    file: { folder, stamp: '2', metadata: said({ path: to }) },
  }));
}

/** What every store has to do with items that follow files. */
export function filesContract(
  check: (what: string, run: (store: Store) => Promise<void>) => void,
): void {
  check(
    'items follow files: listed by folder, piece by piece, with what they were',
    async (store) => {
      const outcomes = await store.followFiles(collection, [file('a'), file('b/c')]);
      assert.deepEqual(outcomes, ['done', 'done']);
      await store.followFiles(collection, [
        { ...file('x'), file: { ...file('x').file, folder: '/' } },
      ]);
      assert.deepEqual(await contents(store), [
        ['a', 'a'],
        ['b/c', 'b/c'],
      ]);
      const first = await store.listFollowing({ collection, folder, model, limit: 1 });
      assert.deepEqual(
        first.items.map(({ id }) => id),
        ['a'],
      );
      const query = { collection, folder, model, limit: 1, after: first.next! };
      const second = await store.listFollowing(query);
      assert.deepEqual(
        second.items.map(({ id }) => id),
        ['b/c'],
      );
      const { embedded, named, file: followed } = first.items[0]!;
      assert.deepEqual(
        [embedded, named, followed?.folder, followed?.stamp],
        [true, true, folder, '1 a'],
      );
      assert.equal((await following(store, otherModel))[0]!.embedded, false);
      const item = await store.getItem(collection, 'b/c');
      assert.deepEqual([item.metadata, item.hasImage], [said({ path: 'b/c' }), true]);
    },
  );

  check('items are found by ids, whatever they follow', async (store) => {
    await store.followFiles(collection, [file('a')]);
    await store.putItems(collection, [itemOf('alone')]);
    const found = await store.findFollowing(collection, ['a', 'alone', 'none'], model);
    const told = found.map((one) => [one.id, one.file?.folder ?? null, one.named]).sort();
    assert.deepEqual(told, [
      ['a', folder, true],
      ['alone', null, false],
    ]);
  });

  check('a file whose item is not what was expected is left alone', async (store) => {
    await store.followFiles(collection, [file('a')]);
    const version = (await versions(store)).get('a')!;
    assert.deepEqual(await store.followFiles(collection, [file('a', 'new')]), ['overtaken']);
    assert.deepEqual(await contents(store), [['a', 'a']]);
    const right = { ...file('a', 'new'), expected: version };
    assert.deepEqual(await store.followFiles(collection, [right]), ['done']);
    assert.deepEqual(await contents(store), [['a', 'new']]);
    const gone = { ...file('none'), expected: version };
    assert.deepEqual(await store.followFiles(collection, [gone]), ['overtaken']);
  });

  check('what a folder says changes its part of the metadata and no other', async (store) => {
    await store.followFiles(collection, [file('a', 'a', { path: 'a', kind: 'x', lot: 1 })]);
    await store.patchMetadata(collection, 'a', said({ mine: 1, kind: 'edited' }));
    const next = async (metadata: object) => {
      const expected = (await versions(store)).get('a')!;
      const write = { ...file('a', 'a', metadata), expected, picture: null };
      assert.deepEqual(await store.followFiles(collection, [write]), ['done']);
      return JSON.parse((await store.getItem(collection, 'a')).metadata);
    };
    const kept = await next({ path: 'a', kind: 'x', lot: 2 });
    assert.deepEqual(kept, { path: 'a', kind: 'edited', lot: 2, mine: 1 });
    assert.deepEqual(await next({ path: 'a', kind: 'y' }), { path: 'a', kind: 'y', mine: 1 });
    const full = { ...file('a', 'a', { path: 'a', blob: 'x'.repeat(16_380) }), picture: null };
    const expected = (await versions(store)).get('a')!;
    assert.deepEqual(await store.followFiles(collection, [{ ...full, expected }]), ['metadata']);
  });

  check('a copy has the vector and the picture of what it is copied from', async (store) => {
    await store.followFiles(collection, [file('a')]);
    const query = { collection, contents: ['a', 'b'], model, image: true };
    const [source, ...more] = await store.findCopies(query);
    assert.deepEqual([source!.id, source!.content, more], ['a', 'a', []]);
    assert.deepEqual(await store.findCopies({ ...query, model: otherModel }), []);
    const copy = { ...file('copy', 'a'), picture: { ...source!, model } };
    assert.deepEqual(await store.followFiles(collection, [copy]), ['done']);
    assert.deepEqual(
      await store.getVector(collection, 'copy', model),
      await store.getVector(collection, 'a', model),
    );
    assert.deepEqual(
      await store.getImage(collection, 'copy'),
      await store.getImage(collection, 'a'),
    );
    const stale = { ...file('stale', 'a'), picture: { ...source!, version: '0.0', model } };
    assert.deepEqual(await store.followFiles(collection, [stale]), ['overtaken']);
  });

  check('items are moved, along chains and in circles, with their vectors', async (store) => {
    await store.followFiles(
      collection,
      ['a', 'b', 'c', 'x', 'y', 'z'].map((id) => file(id)),
    );
    const before = await store.search({ collection, model, vector: vectors[1]!, k: 10 });
    const pairs: [string, string][] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd/e'],
      ['x', 'y'],
      ['y', 'x'],
    ];
    const moves = await movesOf(store, pairs);
    assert.deepEqual(
      await store.moveItems(collection, moves),
      pairs.map(() => 'done'),
    );
    assert.deepEqual(await contents(store), [
      ['b', 'a'],
      ['c', 'b'],
      ['d/e', 'c'],
      ['x', 'y'],
      ['y', 'x'],
      ['z', 'z'],
    ]);
    assert.equal((await store.getItem(collection, 'd/e')).metadata, said({ path: 'd/e' }));
    const after = await store.search({ collection, model, vector: vectors[1]!, k: 10 });
    assert.equal(after.considered, before.considered);
    assert.deepEqual(after.hits.map(({ id }) => id).sort(), ['b', 'c', 'd/e', 'x', 'y', 'z']);
  });

  check('a move takes the place of what was to be replaced, and of nothing else', async (store) => {
    await store.followFiles(
      collection,
      ['a', 'b', 'c'].map((id) => file(id)),
    );
    const [move] = await movesOf(store, [['a', 'b']]);
    const stale = { ...move!, replaces: '0.0' };
    assert.deepEqual(await store.moveItems(collection, [stale]), ['overtaken']);
    // What could only go where another one stays, stays too.
    const chain = await movesOf(store, [
      ['c', 'a'],
      ['a', 'b'],
    ]);
    const stuck = [chain[0]!, { ...chain[1]!, replaces: null }];
    assert.deepEqual(await store.moveItems(collection, stuck), ['overtaken', 'overtaken']);
    assert.deepEqual(await contents(store), [
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
    const [last] = await movesOf(store, [['a', 'b']]);
    assert.deepEqual(await store.moveItems(collection, [last!]), ['done']);
    assert.deepEqual(await contents(store), [
      ['b', 'a'],
      ['c', 'c'],
    ]);
  });

  check(
    'what is put in by itself follows nothing any more; versions are deleted',
    async (store) => {
      await store.followFiles(
        collection,
        ['a', 'b', 'c'].map((id) => file(id)),
      );
      const known = await versions(store);
      await store.putItems(collection, [itemOf('b', 'other')]);
      assert.deepEqual(await contents(store), [
        ['a', 'a'],
        ['c', 'c'],
      ]);
      const items = ['a', 'b'].map((id) => ({ id, version: known.get(id)! }));
      assert.equal(await store.deleteVersions(collection, items), 1);
      assert.deepEqual(await contents(store), [['c', 'c']]);
      assert.equal((await store.getItem(collection, 'b')).content, 'other');
    },
  );
}
