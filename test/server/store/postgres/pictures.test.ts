import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { NewItem } from '../../../../server/store/contract/items.ts';
import type { Store } from '../../../../server/store/contract/Store.ts';
import { picturesInFolder } from '../../../../server/store/pictures/folder.ts';
import { Reached } from '../../../../server/store/pictures/Reached.ts';
import { Connections } from '../../../../server/store/postgres/Connections.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { newKey } from '../../../../server/store/postgres/pictures/objects.ts';
import {
  deleteGone,
  isSweepDue,
  sweepOrphans,
} from '../../../../server/store/postgres/pictures/sweepObjects.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { contractOf } from '../../http/openapi/contract.ts';
import { publishStandIn } from '../../standIn.ts';
import { storeContract } from '../contract.ts';
import { randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, said } from './database.ts';

const open = (url: string, pictures?: string): Promise<Store> =>
  openPostgres({ url, pictures, exactLimit: 10_000, onIndex: (message) => assert.fail(message) });

storeContract(
  'PostgreSQL with a folder',
  async () => open(await emptyDatabase(), await temporaryFolder()),
  /is what was put|a kept picture|a copy has|only if it is new/,
);

const [vector] = randomVectors(1, 8);
const kept = (id: string, byte: number): NewItem => ({
  ...vectorItem(id, vector!),
  image: { type: 'image/webp', bytes: Buffer.alloc(500, byte), side: 0 },
  content: `content ${byte}`,
});
const objectsIn = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /\/[^/]{36}$/.test(name)).sort();
const named = async (url: string) =>
  (await said(url, 'SELECT object FROM images WHERE object IS NOT NULL'))
    .map(({ object }) => object)
    .sort();

test('what is refused, replaced or deleted leaves nothing behind, nor does a crash', async () => {
  const [url, folder] = [await emptyDatabase(), await temporaryFolder()];
  const store = await open(url, folder);
  const rows = new Connections(url);
  const place = new Reached(picturesInFolder(folder), 2);
  after(() => rows.end());
  await store.putCollection('tiles');
  await store.putItems('default', [kept('a', 1), kept('b', 2), kept('b', 3), kept('c', 4)]);
  await store.putItems('tiles', [kept('x', 5)]);
  const before = await objectsIn(folder);
  assert.equal(before.length, 5);

  // Refused, in a transaction or before it, and overtaken.
  const again = store.putItems('default', [kept('new', 6), { ...kept('a', 6), onlyIfNew: true }]);
  await assert.rejects(again, { code: 'item_exists' });
  await assert.rejects(store.putItems('none', [kept('a', 6)]), { code: 'collection_not_found' });
  const file = { folder: '/pictures', stamp: '1', metadata: '{}' };
  const { id: _, metadata: __, ...made } = kept('a', 7);
  const late = { id: 'a', expected: '0.0', file, picture: made };
  assert.deepEqual(await store.followFiles('default', [late]), ['overtaken']);
  assert.deepEqual(await objectsIn(folder), before);

  // Deleted as an item, by a filter, with its collection, and replaced by one that has none.
  await store.deleteItem('default', 'a');
  await store.deleteItems('default', { field: 'none', exists: false });
  await store.deleteCollection('tiles');
  await store.putItems('default', [kept('d', 8)]);
  await store.putItems('default', [vectorItem('d', vector!), kept('e', 9)]);
  while ((await named(url)).length > 1) await sleep(50);
  await deleteGone(rows, place, 60_000);
  assert.equal((await objectsIn(folder)).length, 7, 'somebody may be reading them');
  await deleteGone(rows, place, 0);
  assert.deepEqual(await objectsIn(folder), await named(url));
  assert.deepEqual(await said(url, 'TABLE gone_objects'), []);

  // Written by a server that was killed before it said so.
  await place.put(newKey(), Buffer.from('orphan'));
  await writeFile(join(folder, String((await named(url))[0]).slice(0, 3), 'other.txt'), '');
  assert.equal(await sweepOrphans(rows, place, 60_000, () => false), 0);
  assert.equal(await sweepOrphans(rows, place, -1000, () => false), 1);
  assert.deepEqual(await objectsIn(folder), await named(url));
  assert.deepEqual([await isSweepDue(rows), await isSweepDue(rows)], [true, false]);
  await store.close();
});

test('a place that cannot be used, or is not the right one, is told at the start', async () => {
  const [url, folder] = [await emptyDatabase(), await temporaryFolder()];
  const place = join(folder, 'pictures');
  await assert.rejects(open(url, place), { code: 'pictures_unusable', message: /ENOENT/ });
  await writeFile(place, '');
  await assert.rejects(open(url, place), { code: 'pictures_unusable', remedy: /mount it/ });
  await rm(place);
  await mkdir(place);
  const store = await open(url, place);
  await store.putItems('default', [kept('a', 1)]);
  await store.close();
  await assert.rejects(open(url), { code: 'pictures_needed', remedy: new RegExp(place) });
  await assert.rejects(open(url, await temporaryFolder()), { code: 'pictures_missing' });
  const marker = join(place, 'selfsame.json');
  const mine = await readFile(marker, 'utf8');
  await writeFile(marker, mine.replace(/"place":"\d/, '"place":"x'));
  await assert.rejects(open(url, place), { code: 'pictures_foreign', remedy: /delete selfsame/ });
  await rm(marker);
  await (await open(url, place)).close();
  assert.equal(await readFile(marker, 'utf8'), mine);
});

test('pictures that are lost are told at once while all else goes on, and come back', async () => {
  const items = '/v1/collections/default/items';
  const [store, folder] = [await emptyDatabase(), await temporaryFolder()];
  const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');
  const [pictures, away] = [join(folder, 'pictures'), join(folder, 'away')];
  await mkdir(pictures);
  const within = await startServer({ bundle, settings: { store } });
  const png = await picture(1);
  await within.http.put(`${items}/within`).send(png).expect(201);
  await within.close();
  const { http } = await startServer({ bundle, settings: { store, pictures } });
  const contract = contractOf((await http.get('/openapi.json')).body);
  for (const id of ['a', 'b']) await http.put(`${items}/${id}`).send(png).expect(201);
  const image = await http.get(`${items}/a/image`).expect(200);
  await http
    .put(`${items}/large`)
    .send(await sharp(png).resize(600).png().toBuffer())
    .expect(201);
  const small = await http.get(`${items}/large/image`).query({ size: 128 }).expect(200);
  assert.equal((await sharp(small.body).metadata()).width, 128);
  // Those from before are where they were.
  const old = await http.get(`${items}/within/image`).expect(200);
  assert.deepEqual(old.body, image.body);

  const [{ object }] = (await said(
    store,
    "SELECT object FROM images JOIN items ON key = item WHERE id = 'b'",
  )) as [{ object: string }];
  await truncate(join(pictures, object), 100);
  const cut = await http.get(`${items}/b/image`).expect(503);
  assert.match(cut.body.error.message, /"b" of "default".*has not its \d+ bytes/);
  await rm(join(pictures, object));
  const gone = await http.get(`${items}/b/image`).expect(503);
  assert.equal(gone.body.error.code, 'picture_lost');
  assert.deepEqual(
    (await http.get(`${items}/b/image`).query({ size: 128 }).expect(503)).body.error.code,
    'picture_lost',
  );
  contract.check(gone);

  await rename(pictures, away);
  await mkdir(pictures);
  const refused = [
    await http.get(`${items}/a/image`).expect(503),
    await http.put(`${items}/c`).send(png).expect(503),
    await http.put(`${items}/a`).send(png).expect(503),
  ];
  for (const answer of refused) {
    assert.equal(answer.body.error.code, 'pictures_unavailable');
    assert.ok(answer.headers['retry-after']);
    contract.check(answer);
  }
  assert.deepEqual(await readdir(pictures), [], 'nothing goes into a folder that is not mounted');
  await http.post('/v1/collections/default/search').send(png).expect(200);
  await http.get(`${items}/within/image`).expect(200);
  const ready = await http.get('/readyz').expect(200);
  assert.match(ready.body.pictures, /are not available/);
  contract.check(ready);
  await rm(pictures, { recursive: true });
  await rename(away, pictures);
  while ((await http.get('/readyz').expect(200)).body.pictures !== undefined) await sleep(20);
  assert.deepEqual((await http.get(`${items}/a/image`).expect(200)).body, image.body);
  await http.put(`${items}/c`).send(png).expect(201);
  await http.get(`${items}/c/image`).expect(200);
});

test("the vendor's client is loaded for buckets alone", () => {
  const { cache } = createRequire(import.meta.url);
  assert.ok(!Object.keys(cache).some((file) => file.includes('@aws-sdk')));
});
