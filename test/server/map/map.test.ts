import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, type MapJob } from '../../../client/index.ts';
import { startServer, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';
import { randomVectors } from '../store/fixtures.ts';

const bundle = await publishStandIn(await temporaryFolder(), 'mine');
const { url, services } = await startServer({ bundle });
const { store } = services;
const client = createClient({ url });
const { dimensions } = bundle.card;
const model = services.encoders.serving.digest;

const kinds = 4;
const each = 40;

/** Items of some kinds, whose vectors are near that of their kind. */
async function putKinds(collection: string, times = 1): Promise<void> {
  const centres = randomVectors(kinds, dimensions, 5);
  await store.putCollection(collection);
  const noise = randomVectors(kinds * each * times, dimensions, 6);
  const items = noise.map((own, i) => {
    const centre = centres[i % kinds]!;
    const vector = centre.map((value, d) => value + 0.4 * own[d]!);
    const empty = { metadata: '{}', image: null, content: null, depth: null };
    return { id: `${i % kinds}/${i}`, ...empty, vectors: [{ model, vector }] };
  });
  for (let from = 0; from < items.length; from += 1000)
    await store.putItems(collection, items.slice(from, from + 1000));
}

async function followed(id: string): Promise<MapJob[]> {
  const seen: MapJob[] = [];
  for await (const job of client.jobs.follow(id, { everyMs: 25 })) seen.push(job as MapJob);
  return seen;
}

test('on a map, items lie beside those that are alike; it says when others have come', async () => {
  await putKinds('kinds');
  await assert.rejects(client.collections.map('kinds'), { code: 'map_not_found' });
  const job = await client.collections.makeMap('kinds');
  // One that is being made goes on as it is.
  assert.equal((await client.collections.makeMap('kinds')).id, job.id);
  const last = (await followed(job.id)).at(-1)!;
  assert.deepEqual([last.state, last.stage, last.error], ['done', 'placing', null]);

  const { ids, x, y, ...map } = await client.collections.map('kinds');
  assert.deepEqual([map.vectors, map.vectors_now, map.model], [160, 160, 'mine/1']);
  assert.equal(new Set(ids).size, kinds * each);
  const kindOf = (i: number) => ids[i]!.split('/')[0];
  const nearest = ids.map((_, i) => {
    const distance = (j: number) => Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!);
    const others = ids.keys().filter((j) => j !== i);
    return others.reduce((best, j) => (distance(j) < distance(best) ? j : best));
  });
  const right = nearest.filter((other, i) => kindOf(other) === kindOf(i)).length;
  // By chance it would be a quarter.
  assert.ok(right > 0.95 * ids.length, `${right} of ${ids.length}`);
  for (const values of [x, y]) assert.ok(Math.min(...values) >= 0 && Math.max(...values) <= 1);
  const side = (values: number[]) => Math.max(...values) - Math.min(...values);
  assert.ok(Math.abs(Math.max(side(x), side(y)) - 1) < 0.01);

  await client.items.put('kinds', 'new', { vector: randomVectors(1, dimensions)[0]! });
  const { vectors, vectors_now, ids: still } = await client.collections.map('kinds');
  assert.deepEqual([vectors, vectors_now, still.length], [160, 161, 160]);
  // The same vectors give the same map.
  await client.items.delete('kinds', 'new');
  await followed((await client.collections.makeMap('kinds')).id);
  const again = await client.collections.map('kinds');
  assert.deepEqual([again.ids, again.x, again.y], [ids, x, y]);
});

test('items that are all the same have a map, too', async () => {
  const vector = randomVectors(1, dimensions)[0]!;
  for (const id of ['a', 'b', 'c']) await client.items.put('default', id, { vector });
  const { id } = await client.collections.makeMap('default');
  assert.equal((await followed(id)).at(-1)!.state, 'done');
  const { x, y } = await client.collections.map('default');
  assert.ok([...x, ...y].every((value) => value >= 0 && value <= 1));
});

test('the making tells how far it has come, and can be ended', async () => {
  await putKinds('large', 4);
  const { id } = await client.collections.makeMap('large');
  await assert.rejects(createClient({ url, retries: 0 }).collections.makeMap('kinds'), {
    code: 'queue_full',
  });
  const stages = new Set<string>();
  let cancelled: MapJob | undefined;
  for await (const job of client.jobs.follow(id, { everyMs: 25 })) {
    const { stage, done, total } = job as MapJob;
    stages.add(stage);
    assert.ok(done <= total);
    if (stage === 'placing' && done > 0 && cancelled === undefined)
      cancelled = (await client.jobs.cancel(id)) as MapJob;
  }
  assert.equal(cancelled?.state, 'cancelled');
  assert.ok(stages.has('comparing') && stages.has('placing'));
  await assert.rejects(client.collections.map('large'), { code: 'map_not_found' });
});
