import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { createUniform, model, vectorItem } from './fixtures.ts';

const collection = 'default';
const dimensions = 48;
const uniform = createUniform(8);
const below = (limit: number) => Math.floor((uniform() + 0.5) * limit);
const centres = Array.from({ length: 40 }, () => draw());

function draw(): Float32Array {
  return Float32Array.from({ length: dimensions }, uniform);
}

/** Half of them in clusters, half of them anywhere, and some that another one is nearly the same as. */
let last = draw();
function vector(): Float32Array {
  const kind = below(10);
  if (kind === 0) last = last.map((value) => value + 0.01 * uniform());
  else if (kind < 5) last = draw();
  else last = centres[below(40)]!.map((value) => value + 0.5 * uniform());
  return last;
}

const notes: string[] = [];
const store = await openStore({
  folder: await temporaryFolder(),
  ...{ model, exactLimit: 150, diskReserve: 0 },
  onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
  onIndex: (text) => notes.push(text),
});
after(() => store.close());

test('whatever is put, changed and deleted, searches agree with exact ones, with filters and without', async () => {
  const colours = new Map<string, number>();
  const put = async (ids: readonly string[]) => {
    const items = ids.map((id) => {
      colours.set(id, below(3));
      return vectorItem(id, vector(), { colour: colours.get(id) });
    });
    await store.putItems(collection, items);
  };
  const some = (count: number, most: number) =>
    Array.from(new Set(Array.from({ length: count }, () => `v${below(most)}`)));
  await put(Array.from({ length: 2500 }, (_, i) => `v${i}`));
  for (let tries = 0; !notes.some((text) => text.includes('candidates')); tries++) {
    assert.ok(tries < 1200, notes.join('; '));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  let [found, wanted, exactly] = [0, 0, 0];
  for (let round = 0; round < 8; round++) {
    // Round 5 leaves more dead than an index puts up with.
    await put(some(round === 5 ? 900 : 60, 2700));
    for (const id of some(40, 2700)) {
      if (colours.delete(id)) await store.deleteItem(collection, id);
    }
    for (let q = 0; q < 12; q++) {
      const colour = below(4);
      const filter = colour === 3 ? {} : { filter: { field: 'colour', eq: colour } };
      const query = { collection, model, vector: vector(), k: 10, ...filter };
      const { hits, exact } = await store.search(query);
      const truth = await store.search({ ...query, exact: true });
      if (exact) exactly++;
      assert.ok(truth.exact);
      assert.equal(hits.length, 10);
      const ids = new Set(hits.map(({ id }) => id));
      assert.equal(ids.size, 10);
      for (const id of ids) {
        assert.ok(colours.has(id), `${id} was deleted`);
        if (colour < 3) assert.equal(colours.get(id), colour);
      }
      const scores = hits.map(({ score }) => score);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
      );
      found += truth.hits.filter(({ id }) => ids.has(id)).length;
      wanted += truth.hits.length;
      // One that is found has the very score that an exact search gives it.
      const scoreOf = new Map(hits.map(({ id, score }) => [id, score]));
      for (const { id, score } of truth.hits)
        if (ids.has(id)) assert.ok(Math.abs(scoreOf.get(id)! - score) < 1e-6);
    }
  }
  // More may have come than is compared one by one while it is added.
  assert.ok(exactly < 60, `${exactly} of 96 were exact`);
  assert.ok(found / wanted >= 0.99, `${found} of ${wanted}: ${notes.join('; ')}`);
});
