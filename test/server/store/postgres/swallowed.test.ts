import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { emptyDatabase } from './database.ts';
import { Gate } from './Gate.ts';

test('where the network swallows what is sent, calls end soon, and go on once it does not', async () => {
  const gate = await Gate.before(await emptyDatabase());
  const store = await openPostgres({ url: gate.url, exactLimit: 10_000, onIndex() {} });
  after(() => store.close());
  gate.swallow(true);
  const began = performance.now();
  await assert.rejects(store.listCollections(), { code: 'store_unavailable' });
  assert.ok(performance.now() - began < 15_000);
  const lost = performance.now();
  await assert.rejects(store.putCollection('x'), { code: 'store_unavailable' });
  assert.ok(performance.now() - lost < 1000, 'it was not told at once');
  gate.swallow(false);
  gate.cut();
  for (let isThere = false; !isThere; await sleep(50))
    isThere = await store.putCollection('x').then(
      () => true,
      () => false,
    );
  assert.equal((await store.listCollections()).length, 2);
});
