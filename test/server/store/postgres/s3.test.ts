import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPictures } from '../../../../server/store/pictures/openPictures.ts';
import { Reached } from '../../../../server/store/pictures/Reached.ts';
import { Connections } from '../../../../server/store/postgres/Connections.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { newKey } from '../../../../server/store/postgres/pictures/objects.ts';
import { sweepOrphans } from '../../../../server/store/postgres/pictures/sweepObjects.ts';
import { storeContract } from '../contract.ts';
import { randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, said } from './database.ts';
import { Gate } from './Gate.ts';

const { TEST_S3, S3_TESTS } = process.env;
if (TEST_S3 === undefined && S3_TESTS === 'required') throw new Error('TEST_S3 names no server');

if (TEST_S3 === undefined) {
  test('kept pictures in a bucket', {
    skip: 'no server: eval "$(.ci/s3 start /tmp/s3)"',
  }, () => {});
} else {
  const server = new URL(TEST_S3);
  const gate = await Gate.before(server.origin);
  process.env.AWS_ACCESS_KEY_ID = server.username;
  process.env.AWS_SECRET_ACCESS_KEY = server.password;
  process.env.AWS_ENDPOINT_URL_S3 = new URL(gate.url).origin;
  const bucket = server.pathname.slice(1);
  const newPlace = () => `s3://${bucket}/tests/${randomUUID()}/`;
  const open = (url: string, pictures: string) =>
    openPostgres({ url, pictures, exactLimit: 10_000, onIndex: (message) => assert.fail(message) });
  const { signal } = new AbortController();
  const [vector] = randomVectors(1, 8);
  const kept = (id: string, bytes: Uint8Array) => ({
    ...vectorItem(id, vector!),
    ...{ image: { type: 'image/webp', bytes, side: 0 }, content: id },
  });

  storeContract(
    'PostgreSQL with a bucket',
    async () => open(await emptyDatabase(), newPlace()),
    /is what was put|a kept picture|a copy has/,
  );

  test('a bucket does what a place for pictures has to', async () => {
    const { cache } = createRequire(import.meta.url);
    assert.ok(Object.keys(cache).some((file) => file.includes('@aws-sdk')));
    const name = newPlace();
    const place = await openPictures(name);
    after(() => place.close());
    assert.equal(`${place.place}/`, name);
    const [a, b] = [newKey(), newKey()];
    const bytes = Buffer.from('all of it');
    await place.put(a, bytes, signal);
    assert.deepEqual(Buffer.from((await place.get(a, signal))!), bytes);
    assert.deepEqual(Buffer.from((await place.read(a, 4, 2, signal))!), bytes.subarray(4, 6));
    assert.deepEqual(
      [await place.copy(a, b, signal), await place.copy(newKey(), b, signal)],
      [true, false],
    );
    assert.deepEqual(
      [await place.get(newKey(), signal), await place.read(newKey(), 0, 1, signal)],
      [null, null],
    );
    const { objects, next } = await place.list(null, signal);
    assert.deepEqual([objects.map(({ key }) => key).sort(), next], [[a, b].sort(), null]);
    assert.ok(Math.abs(Date.now() - objects[0]!.written.getTime()) < 60_000);
    await place.delete([a, b, newKey()], signal);
    assert.deepEqual((await place.list(null, signal)).objects, []);
  });

  test('a bucket that is lost is told at once, and comes back; orphans go', async () => {
    const [url, name] = [await emptyDatabase(), newPlace()];
    const store = await open(url, name);
    after(() => store.close());
    const bytes = Buffer.alloc(300_000, 7);
    await store.putItems('default', [kept('a', bytes)]);
    gate.shut();
    const began = performance.now();
    const lost = { code: 'pictures_unavailable', message: /ECONNREFUSED|socket|hang up/ };
    await assert.rejects(store.getImage('default', 'a'), lost);
    const [first, then] = [performance.now() - began, performance.now()];
    await assert.rejects(store.putItems('default', [kept('b', bytes)]), lost);
    assert.ok(first < 5000 && performance.now() - then < 500, 'it was not told at once');
    assert.equal((await store.getItem('default', 'a')).hasImage, true);
    assert.notEqual(store.picturesLost(), null);
    await gate.open();
    while (store.picturesLost() !== null) await sleep(20);
    assert.deepEqual(Buffer.from((await store.getImage('default', 'a'))!.bytes), bytes);

    const rows = new Connections(url);
    after(() => rows.end());
    const place = new Reached(await openPictures(name), 4);
    await place.put(newKey(), bytes);
    assert.equal(await sweepOrphans(rows, place, -60_000, () => false), 1);
    assert.equal((await said(url, 'SELECT object FROM images')).length, 1);
    assert.notEqual(await store.getImage('default', 'a'), null);
    place.close();
  });

  test('where the network swallows what is sent, calls end, and go on once it does not', async () => {
    const name = newPlace();
    const place = new Reached(await openPictures(name), 1, 300);
    after(() => place.close());
    await place.put('selfsame.json', Buffer.from('{}'));
    gate.swallow(true);
    const began = performance.now();
    const calls = [1, 2, 3].map(() => place.get(newKey()));
    for (const call of calls)
      await assert.rejects(call, {
        code: 'pictures_unavailable',
        message: /no answer within 0.3 s/,
      });
    assert.ok(performance.now() - began < 800, 'the next waited for the first');
    gate.swallow(false);
    gate.cut();
    while (place.down !== undefined) await sleep(20);
    assert.equal(await place.get(newKey()), null);
  });

  test('a bucket that cannot be used is told with what mends it', async () => {
    const url = await emptyDatabase();
    await assert.rejects(open(url, 's3://another-bucket/pictures'), {
      code: 'pictures_unusable',
      remedy: /^Make the bucket another-bucket/,
    });
    process.env.AWS_SECRET_ACCESS_KEY = 'another';
    await assert.rejects(open(url, newPlace()), {
      code: 'pictures_unusable',
      remedy: /AWS_ACCESS_KEY_ID/,
    });
  });
}
