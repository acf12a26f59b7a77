import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { checkFolder } from '../../../server/store/checkFolder.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { databaseFile } from '../../../server/store/rows/database.ts';
import { temporaryFolder } from '../helpers.ts';
import { model, vectorItem } from './fixtures.ts';

test('a database of the first version is brought up to this one with all that is in it', async () => {
  const folder = await temporaryFolder();
  const old = new DatabaseSync(join(folder, databaseFile));
  old.exec(await readFile(join(import.meta.dirname, 'version1.sql'), 'utf8'));
  old.close();
  const notes = { onRestart: () => assert.fail('a thread stopped'), onIndex() {} };
  const store = await openStore({
    folder,
    model,
    exactLimit: 100,
    diskReserve: 0,
    ...notes,
  });
  const { created, ...tiles } = await store.getCollection('tiles');
  assert.equal(created, '2026-01-02T03:04:05.678Z');
  assert.deepEqual(tiles, {
    name: 'tiles',
    keep: 'preview',
    model,
    ...{ next: null, previous: null, switched: null },
    items: 2,
    vectors: { [model]: 2 },
  });
  const red = await store.getItem('tiles', 'red');
  assert.deepEqual(
    [JSON.parse(red.metadata), red.hasImage, red.content],
    [{ colour: 'red' }, true, null],
  );
  assert.deepEqual((await store.getImage('tiles', 'red'))?.bytes, new Uint8Array([1, 2, 3]));
  const vector = new Float32Array([1, 0.1]);
  const { hits } = await store.search({ collection: 'tiles', model, vector, k: 2 });
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['red', 'blue'],
  );
  await store.putItems('tiles', [vectorItem('red', vector)]);
  assert.notEqual((await store.getItem('tiles', 'red')).version, red.version);
  await store.close();
  assert.deepEqual(checkFolder(folder), { items: 2, problems: [] });
});
