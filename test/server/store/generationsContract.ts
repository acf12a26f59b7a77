import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewItem } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import { listed, model, otherModel, randomVectors, vectorItem } from './fixtures.ts';

const collection = 'default';
const thirdModel = 'c'.repeat(64);
const vectors = randomVectors(60, 16, 11);
const fresh = randomVectors(60, 24, 12);
const none = { items: [], pictureless: false };
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

/** An item with a kept preview. */
const pictured = (i: number, side = 512): NewItem => ({
  ...vectorItem(`v${i}`, vectors[i]!),
  image: { type: 'image/jpeg', bytes: new Uint8Array([1, i]), side },
  content: `content ${i}`,
});
const items = vectors.map((_, i) => pictured(i));

const lackingOf = (store: Store, of: string) =>
  listed(store, { collection, limit: 1000, lacking: of });

/** Gives all items vectors of another model; resolves to how many. */
async function fill(store: Store, of: string, vectorsOf = fresh): Promise<number> {
  const lacking = await lackingOf(store, of);
  const added = lacking.map(({ id, version }) => {
    return { id, version, vector: vectorsOf[Number(id.slice(1))]! };
  });
  return store.putVectors(collection, of, added);
}

const stateOf = async (store: Store) => {
  const { model, next, previous, vectors } = await store.getCollection(collection);
  return { model, next, previous, vectors };
};

/** A part of the store's contract. */
export function generationsContract(
  check: (what: string, run: (store: Store) => Promise<void>) => void,
): void {
  check(
    'a second generation is filled beside the first, and searched in one step',
    async (store) => {
      await store.putItems(collection, items);
      assert.equal(await store.putVectors(collection, otherModel, []), 0);
      const old = await lackingOf(store, otherModel);
      assert.deepEqual(ids(old), ids(items));
      const early = old.map(({ id, version }, i) => ({ id, version, vector: fresh[i]! }));
      // Not one of the collection's models.
      assert.equal(await store.putVectors(collection, otherModel, early), 0);

      assert.equal((await store.beginGeneration(collection, otherModel)).next, otherModel);
      // One is put anew while the others are computed: its new picture is not the one computed from.
      await store.putItems(collection, [pictured(1)]);
      assert.equal(await store.putVectors(collection, otherModel, early), 59);
      assert.equal(await store.putVectors(collection, otherModel, early), 0);
      assert.equal(await store.switchModel(collection, otherModel, none), null);
      assert.deepEqual(ids(await lackingOf(store, otherModel)), ['v1']);
      assert.equal((await store.getCollection(collection)).model, model);
      assert.equal(await fill(store, otherModel), 1);

      const query = { collection, model: otherModel, vector: fresh[3]!, k: 1 };
      assert.equal((await store.search(query)).hits[0]!.id, 'v3');
      assert.equal(await store.isIndexed(collection, otherModel), true);
      await assert.rejects(store.dropModel(collection, model), { code: 'vectors_in_use' });
      const switched = await store.switchModel(collection, otherModel, none);
      assert.deepEqual(
        [switched?.model, switched?.next, switched?.previous],
        [otherModel, null, model],
      );
      assert.match(switched!.switched!, /^\d{4}-.*Z$/);
      // And back, which takes nothing but the switch.
      await store.switchModel(collection, model, none);
      assert.deepEqual(await stateOf(store), {
        ...{ model, next: null, previous: otherModel },
        vectors: { [model]: 60, [otherModel]: 60 },
      });
      assert.equal(await store.dropModel(collection, otherModel), 60);
      assert.deepEqual(await stateOf(store), {
        ...{ model, next: null, previous: null, vectors: { [model]: 60 } },
      });
      assert.equal((await store.search(query)).considered, 0);
      assert.equal(await store.putVectors(collection, otherModel, early), 0);
    },
  );

  check('what is put in has vectors of the models that the collection has then', async (store) => {
    const both = (i: number, ...of: string[]) => ({
      ...pictured(i),
      vectors: of.map((one) => ({ model: one, vector: vectors[i]! })),
    });
    const modelsOf = async (id: string) => (await store.getItem(collection, id)).models;
    await store.putItems(collection, [both(0, model, otherModel)]);
    assert.deepEqual(await modelsOf('v0'), [model]);
    await store.beginGeneration(collection, otherModel);
    await store.putItems(collection, [both(0, model, otherModel, thirdModel)]);
    assert.deepEqual(await modelsOf('v0'), [model, otherModel]);
    await store.switchModel(collection, otherModel, none);
    const changed = { code: 'model_changed' };
    await assert.rejects(store.putItems(collection, [both(1, model)]), changed);
    // None of them is put in.
    await assert.rejects(
      store.putItems(collection, [both(2, otherModel), both(1, model)]),
      changed,
    );
    assert.deepEqual(ids(await listed(store, { collection })), ['v0']);
    await store.putItems(collection, [both(1, otherModel, model)]);
    assert.deepEqual(await modelsOf('v1'), [model, otherModel]);
    await store.dropModel(collection, model);
    await store.putItems(collection, [both(2, otherModel, model)]);
    assert.deepEqual(await modelsOf('v2'), [otherModel]);
  });

  check('a third generation takes the place of the one that was kept', async (store) => {
    await store.putItems(collection, items.slice(0, 5));
    for (const next of [otherModel, thirdModel]) {
      await store.beginGeneration(collection, next);
      await fill(store, next);
      await store.switchModel(collection, next, none);
    }
    const { previous } = await store.getCollection(collection);
    assert.equal(previous, otherModel);
    while ((await stateOf(store)).vectors[model] !== undefined) await sleep(5);
    assert.deepEqual((await stateOf(store)).vectors, { [otherModel]: 5, [thirdModel]: 5 });
  });

  check('a generation that was begun is given up, and begun anew', async (store) => {
    await store.putItems(collection, items);
    await store.beginGeneration(collection, otherModel);
    await fill(store, otherModel);
    const dropping = store.dropModel(collection, otherModel);
    assert.equal((await store.beginGeneration(collection, otherModel)).next, otherModel);
    const dropped = await dropping;
    await fill(store, otherModel);
    assert.deepEqual((await stateOf(store)).vectors, { [model]: 60, [otherModel]: 60 });
    assert.ok(dropped <= 60);
    assert.equal((await store.switchModel(collection, otherModel, none))?.model, otherModel);
  });

  check(
    'items of which no picture is kept are told, and left out where they may be',
    async (store) => {
      const unkept = { ...items[1]!, image: null };
      await store.putItems(collection, [
        items[0]!,
        unkept,
        vectorItem('vector', vectors[2]!),
        pictured(3, 100),
        pictured(4, 0),
      ]);
      await store.beginGeneration(collection, otherModel);
      const named = (...of: string[]) => ({ count: of.length, ids: of });
      const found = {
        ...{ embeddable: 3, vectors: named('vector'), unkept: named('v1') },
        smallPreviews: named(),
      };
      assert.deepEqual(await store.lacking(collection, otherModel, 224), found);
      assert.deepEqual(await store.lacking(collection, otherModel, 518), {
        ...found,
        smallPreviews: named('v0'),
      });
      const [first, ...others] = await lackingOf(store, otherModel);
      const { id, version } = first!;
      await store.putVectors(collection, otherModel, [{ id, version, vector: fresh[0]! }]);
      const pictureless = { items: [], pictureless: true };
      assert.equal(await store.switchModel(collection, otherModel, pictureless), null);
      const mayLack = { items: others.filter(({ id }) => id === 'v3'), pictureless: true };
      assert.equal(await store.switchModel(collection, otherModel, mayLack), null);
      mayLack.items = others.filter((one) => one.hasImage);
      assert.equal((await store.switchModel(collection, otherModel, mayLack))?.model, otherModel);
      assert.deepEqual((await stateOf(store)).vectors, { [model]: 5, [otherModel]: 1 });
    },
  );

  check('a collection that is emptied takes the model of what comes first', async (store) => {
    await store.putItems(collection, items.slice(0, 2));
    await store.beginGeneration(collection, otherModel);
    for (const { id } of items.slice(0, 2)) await store.deleteItem(collection, id);
    await store.putItems(collection, [vectorItem('v0', vectors[0]!, {}, otherModel)]);
    assert.deepEqual(await stateOf(store), {
      ...{ model: otherModel, next: null, previous: null, vectors: { [otherModel]: 1 } },
    });
  });

  check('a map is kept with the vectors that it is of, and goes with them', async (store) => {
    assert.equal(await store.putMap(collection, model, 'early'), false);
    await store.putItems(collection, items.slice(0, 3));
    assert.equal(await store.getMap(collection, model), null);
    assert.equal(await store.putMap(collection, otherModel, 'of none'), false);
    assert.equal(await store.putMap(collection, model, 'first'), true);
    assert.equal(await store.putMap(collection, model, 'second'), true);
    await store.beginGeneration(collection, otherModel);
    await fill(store, otherModel);
    assert.equal(await store.putMap(collection, otherModel, 'of the other'), true);
    await store.switchModel(collection, otherModel, none);
    assert.equal(await store.getMap(collection, model), 'second');
    await store.dropModel(collection, model);
    assert.equal(await store.getMap(collection, model), null);
    assert.equal(await store.getMap(collection, otherModel), 'of the other');

    await store.putCollection('tiles');
    await store.putItems('tiles', items.slice(0, 3));
    assert.equal(await store.putMap('tiles', model, 'of tiles'), true);
    await store.deleteCollection('tiles');
    const gone = { code: 'collection_not_found' };
    await assert.rejects(store.getMap('tiles', model), gone);
    await assert.rejects(store.putMap('tiles', model, ''), gone);
    await store.putCollection('tiles');
    assert.equal(await store.getMap('tiles', model), null);
  });

  check('notes are kept, and taken away', async (store) => {
    assert.equal(await store.getNote('activation'), null);
    await store.putNote('activation', 'one');
    await store.putNote('activation', 'two');
    assert.equal(await store.getNote('activation'), 'two');
    assert.equal(await store.getNote('serving'), null);
    await store.putNote('activation', null);
    assert.equal(await store.getNote('activation'), null);
  });
}
