import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchSizes, nextBatch, warmBatches } from '../../../server/embed/pool/batches.ts';

test('batches are of a few sizes, hold what they take, and are never mostly padding', () => {
  const choices: (readonly number[])[] = [[1], [1, 4], batchSizes];
  for (const sizes of choices) {
    for (let waiting = 1; waiting <= 200; waiting++) {
      const { take, size } = nextBatch(waiting, sizes);
      assert.ok(sizes.includes(size));
      assert.ok(take >= 1 && take <= Math.min(size, waiting));
      assert.ok(take >= 0.6 * size);
    }
  }
});

test('worked examples', () => {
  const next = (waiting: number) => nextBatch(waiting, batchSizes);
  assert.deepEqual(next(1), { take: 1, size: 1 });
  assert.deepEqual(next(2), { take: 2, size: 2 });
  assert.deepEqual(next(3), { take: 3, size: 4 });
  assert.deepEqual(next(5), { take: 5, size: 8 });
  assert.deepEqual(next(30), { take: 16, size: 16 });
  assert.deepEqual(next(10), { take: 10, size: 16 });
  assert.deepEqual(next(500), { take: 64, size: 64 });
});

test('batches grow as long as that is faster and short', async () => {
  const small = await warmBatches(async (size) => 1 + size / 10);
  assert.deepEqual(small.batchSizes, [...batchSizes]);
  assert.ok(Math.abs(small.picturesPerSecond - 64 / 0.0074) < 1);
  // As fast in a row, and what each batch costs beside is shared.
  const quick = await warmBatches(async (size) => 0.2 * size);
  assert.deepEqual(quick.batchSizes, [...batchSizes]);
  // No faster for each picture, and that cost is nothing beside it: one by one is best.
  const flat = await warmBatches(async (size) => 70 * size);
  assert.deepEqual(flat.batchSizes, [1]);
  // A larger batch would be faster still, and everyone would wait half a second for it.
  const slow = await warmBatches(async (size) => 30 + 30 * size);
  assert.deepEqual(slow.batchSizes, [1, 2, 4]);
});
