import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AtOnce } from '../../../server/thumbnails/AtOnce.ts';
import { RecentBytes } from '../../../server/thumbnails/RecentBytes.ts';

test('what was used last stays, within the bytes that there are', () => {
  const recent = new RecentBytes<Buffer | null>(10_000, (bytes) => bytes?.length ?? 0);
  for (const name of ['a', 'b', 'c']) recent.set(name, Buffer.alloc(3000));
  recent.get('a');
  recent.set('d', Buffer.alloc(3000));
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].filter((name) => recent.get(name) !== undefined),
    ['a', 'c', 'd'],
  );
  recent.set('d', null);
  recent.set('e', null);
  assert.equal(recent.get('d'), null);
  // Entries without bytes are not free.
  for (let i = 0; i < 1000; i++) recent.set(`${i}`, null);
  assert.ok(recent.bytes <= 10_000 && recent.get('a') === undefined);
  recent.set('too large', Buffer.alloc(20_000));
  assert.equal(recent.get('too large'), undefined);
  assert.equal(recent.bytes, 0);
});

test('so many are done at once, those that fail too', async () => {
  const turns = new AtOnce(2);
  let [working, most] = [0, 0];
  const work = async (i: number) => {
    most = Math.max(most, ++working);
    await new Promise(setImmediate);
    working--;
    if (i % 2 === 0) throw new Error(`${i}`);
    return i;
  };
  const ends = await Promise.allSettled(
    Array.from({ length: 7 }, (_, i) => turns.run(() => work(i))),
  );
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 3);
  assert.equal(most, 2);
});
