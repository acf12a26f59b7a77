import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lead, Membership } from '../../../../server/store/contract/replicas.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { model, otherModel, randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, isServer, said } from './database.ts';

const skip = isServer ? false : 'needs a server';
const url = await emptyDatabase();
const open = () => openPostgres({ url, exactLimit: 10_000, onIndex() {} });

async function leadOf(member: Membership): Promise<Lead> {
  for (;;) {
    const lead = await member.lead();
    if (lead !== null) return lead;
    await sleep(50);
  }
}

test('one leads, and does nothing any more once it does not; what one had in work is another’s when it is gone', {
  skip,
}, async () => {
  const stores = [await open(), await open()];
  after(() => Promise.all(stores.map((store) => store.close())));
  const [store] = stores;
  const [a, b] = [await stores[0]!.join('a'), await stores[1]!.join('b')];
  const image = { type: 'image/png', side: 1, bytes: Buffer.from('x') };
  const items = randomVectors(40, 8).map((one, i) => ({ ...vectorItem(`i${i}`, one), image }));
  await store!.putItems('default', items);

  const first = await leadOf(a);
  assert.equal(await b.lead(), null);
  await first.store.beginGeneration('default', otherModel);
  await first.deal(['default'], otherModel);
  assert.equal(await a.pieces.take([model]), null);
  const [one, two] = [await a.pieces.take([otherModel]), await a.pieces.take([otherModel])];
  assert.deepEqual([one!.items.length, two!.items.length], [32, 8]);
  await a.pieces.done(one!, [
    { ...items[0]!, collection: 'default', version: '1', code: 'c', message: 'm' },
  ]);
  assert.equal(await b.pieces.take([otherModel]), null);

  // It has hung for so long that nobody counts on it any more: then others end its connection.
  await said(url, "DELETE FROM members WHERE name = 'a'");
  assert.equal((await b.pieces.take([otherModel]))?.key, two!.key);
  await said(url, "UPDATE members SET leads = NULL WHERE name = 'a'");
  const second = await leadOf(b);
  assert.ok(first.lost.aborted);
  await assert.rejects(first.store.putNote('serving', 'x'), { code: 'store_unavailable' });
  await assert.rejects(first.store.switchModel('default', otherModel, 'any'));
  assert.equal((await store!.getCollection('default')).model, model);
  const { left, unmade } = await b.pieces.left();
  assert.deepEqual([left, unmade.map(({ id }) => id)], [1, ['i0']]);

  // One that fails again and again is told, and is nobody's.
  const error = { code: 'storage_full', message: 'm', remedy: 'r' };
  await b.pieces.failed(two!, error);
  for (let n = 0; n < 2; n++) await b.pieces.failed((await b.pieces.take([otherModel]))!, error);
  assert.equal((await b.pieces.left()).error?.code, 'storage_full');
  assert.equal(await b.pieces.take([otherModel]), null);
  await second.end();
});
