import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchSizes, nextBatch, warmBatches } from '../../../server/embed/inference/batches.ts';

/** Encoders by what a batch of a size takes in them, in milliseconds. */
const encoders = {
  /** On a GPU: as long as it is not full, one picture takes as long as many. */
  flat: (size: number) => 5 + size / 100,
  quick: (size: number) => 0.2 * size,
  large: (size: number) => 10 + 20 * size,
};

test('batches are of warm sizes, and nothing smaller or larger takes less time for a picture', async () => {
  for (const ms of Object.values(encoders)) {
    const { batches } = await warmBatches(async (size) => ms(size));
    const warm = new Map(batches.map((batch) => [batch.size, batch.ms]));
    for (let waiting = 1; waiting <= 200; waiting++) {
      const { take, size } = nextBatch(waiting, batches);
      assert.equal(take, Math.min(waiting, size));
      for (const other of batches) {
        const taken = Math.min(waiting, other.size);
        assert.ok(take / warm.get(size)! >= taken / other.ms, `${waiting} waiting`);
      }
    }
  }
});

test('worked examples', async () => {
  const nextOf = async (ms: (size: number) => number) => {
    const { batches } = await warmBatches(async (size) => ms(size));
    return (waiting: number) => nextBatch(waiting, batches);
  };
  const quick = await nextOf(encoders.quick);
  assert.deepEqual(quick(1), { take: 1, size: 1 });
  assert.deepEqual(quick(3), { take: 3, size: 3 });
  // A sixth and seventh place would take longer than they gain; the rest goes next.
  assert.deepEqual(quick(5), { take: 4, size: 4 });
  assert.deepEqual(quick(7), { take: 6, size: 6 });
  assert.deepEqual(quick(15), { take: 12, size: 12 });
  assert.deepEqual(quick(30), { take: 16, size: 16 });
  assert.deepEqual(quick(500), { take: 64, size: 64 });
  const flat = await nextOf(encoders.flat);
  assert.deepEqual(flat(1), { take: 1, size: 1 });
  assert.deepEqual(flat(5), { take: 5, size: 6 });
  assert.deepEqual(flat(30), { take: 30, size: 64 });
});

test('batches grow as long as that is faster and short', async () => {
  const sizesOf = async (ms: (size: number) => number) =>
    (await warmBatches(async (size) => ms(size))).batches.map(({ size }) => size);
  assert.deepEqual(await sizesOf((size) => 1 + size / 10), [...batchSizes]);
  // As fast in a row, and what each batch costs beside is shared.
  assert.deepEqual(await sizesOf((size) => 0.2 * size), [...batchSizes]);
  // No faster for each picture, and that cost is nothing beside it: one by one is best.
  assert.deepEqual(await sizesOf((size) => 70 * size), [1]);
  // A larger batch would be faster still, and everyone would wait half a second for it.
  assert.deepEqual(await sizesOf((size) => 30 + 30 * size), [1, 2, 3, 4, 6]);
  // One bad timing leaves out its own size; after three in a row no larger one is tried.
  const unlucky = (size: number) => (size === 3 ? 2 : 0.2 * size);
  assert.deepEqual(await sizesOf(unlucky), [1, 2, 4, 6, 8, 12, 16, 64]);
  const tried: number[] = [];
  await warmBatches(async (size) => {
    tried.push(size);
    return 20 * size;
  });
  assert.deepEqual(tried, [1, 2, 3, 4]);
  const { picturesPerSecond } = await warmBatches(async (size) => 1 + size / 10);
  // Larger ones are faster still, but seldom filled.
  assert.ok(Math.abs(picturesPerSecond - 16 / 0.0026) < 1);
});
