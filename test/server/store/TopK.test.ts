import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TopK } from '../../../server/store/search/TopK.ts';

test('the k best, best first, older before younger among equals', () => {
  const scores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 20 }), (values, k) => {
      const best = new TopK(k);
      for (const [key, score] of values.entries()) best.add(key, score);
      const wanted = values
        .map((score, key) => ({ key, score }))
        .sort((a, b) => b.score - a.score || a.key - b.key)
        .slice(0, k);
      assert.deepEqual(best.sorted(), wanted);
    }),
  );
});
