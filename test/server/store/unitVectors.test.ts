import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rank } from '../../../server/store/search/rank.ts';
import { UnitVectors } from '../../../server/store/search/UnitVectors.ts';
import { cosine, dot, dots, normalised } from '../../../server/store/vectors.ts';
import { createRandom } from '../../../trainer/random.ts';

const dimensions = 13;
const random = createRandom(7, 'unit vectors');
const draw = () => Float32Array.from({ length: dimensions }, () => random.normal());
const readerOf = (stored: ReadonlyMap<number, Float32Array>) => ({
  vector: (key: number) => stored.get(key),
  isThere: (key: number) => stored.has(key),
});
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

test('dots gives the sum of every place, however many there are', () => {
  const values = new Float32Array(9 * dimensions).map(() => random.normal());
  const b = draw();
  for (let count = 0; count <= 9; count++) {
    const places = Array.from({ length: count }, (_, i) => ({ values, offset: i * dimensions }));
    const sums = dots(places, b);
    assert.equal(sums.length, count);
    for (const [i, sum] of sums.entries()) close(sum, dot(values, b, i * dimensions));
  }
});

test('keys that displace one another in a full memory keep their own scores', () => {
  // The least memory that there is holds 4096 vectors.
  const keys = Array.from({ length: 6000 }, (_, i) => i + 1);
  const stored = new Map(keys.map((key) => [key, draw()]));
  const vectors = new UnitVectors(readerOf(stored), dimensions, 0);
  const unit = normalised(draw());
  for (const order of [keys, keys.toReversed(), keys]) {
    const scored = vectors.scores(order, unit);
    assert.deepEqual(
      scored.map(({ key }) => key),
      order,
    );
    for (const { key, score } of scored) close(score, cosine(stored.get(key)!, unit));
  }
});

test('ranking orders by cosine and leaves out what is not there', () => {
  const stored = new Map([1, 2, 3].map((key) => [key, draw()]));
  const vectors = new UnitVectors(readerOf(stored), dimensions, 2 ** 20);
  const unit = normalised(stored.get(3)!);
  const ranked = rank(vectors, unit, [1, 99, 2, 3]);
  assert.equal(ranked.length, 3);
  assert.equal(ranked[0]!.key, 3);
  close(ranked[0]!.score, 1);
  assert.ok(ranked[1]!.score >= ranked[2]!.score);
});

test('vectors that are put again and again take the places of those that are gone', () => {
  const stored = new Map<number, Float32Array>();
  const vectors = new UnitVectors(readerOf(stored), dimensions, 2 ** 30);
  let newest = 0;
  const put = () => {
    const vector = draw();
    stored.set(++newest, vector);
    vectors.put(newest, normalised(vector));
    return newest;
  };
  // The first two thirds stay as they are; the others are updated in turns.
  const items = Array.from({ length: 9000 }, put);
  const before = vectors.bytes;
  for (let i = 0; i < 60_000; i++) {
    const item = 6000 + (i % 3000);
    stored.delete(items[item]!);
    items[item] = put();
  }
  assert.ok(vectors.bytes <= (5 / 3) * before, `${vectors.bytes} bytes, ${before} before`);
  const unit = normalised(draw());
  const scored = vectors.scores(items, unit);
  assert.equal(scored.length, items.length);
  for (const { key, score } of scored) close(score, cosine(stored.get(key)!, unit));
});
