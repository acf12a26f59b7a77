import assert from 'node:assert/strict';
import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { checkOver, storeContract } from './contract.ts';
import { model, randomVectors, vectorItem } from './fixtures.ts';

const name = 'SQLite';
const open = async () =>
  openStore({
    folder: await temporaryFolder(),
    model,
    exactLimit: 10_000,
    diskReserve: 0,
    onRestart: (thread, reason) => {
      throw new Error(`${thread}: ${reason}`);
    },
    onIndex() {},
  });

storeContract(name, open);

checkOver(name, open)('a snapshot is described, and listed with its collection', async (store) => {
  await store.putCollection('tiles');
  const items = randomVectors(60, 16).map((vector, i) => vectorItem(`v${i}`, vector));
  await store.putItems('tiles', items);
  const snapshot = await store.createSnapshot('tiles');
  assert.deepEqual([snapshot.collection, snapshot.items], ['tiles', 60]);
  assert.match(snapshot.sha256, /^[0-9a-f]{64}$/);
  assert.ok(snapshot.bytes > 60 * 16 * 4);
  assert.deepEqual(await store.listSnapshots('tiles'), { snapshots: [snapshot], broken: [] });
  assert.deepEqual(await store.listSnapshots('default'), { snapshots: [], broken: [] });
});
