import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchSizes, nextBatch } from '../../../server/embed/pool/batches.ts';

test('batches are of a few sizes, hold what they take, and are never mostly padding', () => {
  for (let waiting = 1; waiting <= 200; waiting++) {
    const { take, size } = nextBatch(waiting);
    assert.ok((batchSizes as readonly number[]).includes(size));
    assert.ok(take >= 1 && take <= Math.min(size, waiting));
    assert.ok(take >= 0.6 * size);
  }
});

test('worked examples', () => {
  assert.deepEqual(nextBatch(1), { take: 1, size: 1 });
  assert.deepEqual(nextBatch(2), { take: 1, size: 1 });
  assert.deepEqual(nextBatch(3), { take: 3, size: 4 });
  assert.deepEqual(nextBatch(5), { take: 4, size: 4 });
  assert.deepEqual(nextBatch(10), { take: 10, size: 16 });
  assert.deepEqual(nextBatch(500), { take: 64, size: 64 });
});
