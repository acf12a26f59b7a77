import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { vectorsOf } from '../../../models/index.ts';
import { effectiveRank } from '../../../models/measure/rankme.ts';
import { rankMe } from '../../../trainer/evaluate/rankme.ts';
import { stratifiedSplit } from '../../../trainer/evaluate/split.ts';
import { topK } from '../../../trainer/evaluate/topK.ts';
import { normalRows } from '../../models/measure/rows.ts';

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);

suite('topK', () => {
  test('agrees with a full sort, over several blocks', async () => {
    const [bankCount, queryCount, d, k] = [8200, 1030, 6, 5];
    const bank = normalRows(bankCount, d, 1);
    const queries = normalRows(queryCount, d, 2);
    const found = await topK(vectorsOf(bank, d), vectorsOf(queries, d), k);
    assert.equal(found.length, queryCount);
    // Queries at both sides of the blocks' edges.
    for (const q of [0, 1, 511, 1023, 1024, 1029]) {
      const similarities = Array.from({ length: bankCount }, (_, b) => {
        let sum = 0;
        for (let i = 0; i < d; i++) sum += queries[q * d + i]! * bank[b * d + i]!;
        return sum;
      });
      const expected = similarities.toSorted((x, y) => y - x).slice(0, k);
      for (const [i, value] of expected.entries()) {
        near(found[q]!.similarities[i]!, value, 1e-6);
        near(similarities[found[q]!.indices[i]!]!, value, 1e-6);
      }
    }
  });

  test('gives the whole of a small bank, in order, the first of equals first', async () => {
    const bank = Float32Array.of(0, 1, 1, 0, 0.6, 0.8, 1, 0);
    const [nearest] = await topK(vectorsOf(bank, 2), vectorsOf(Float32Array.of(1, 0), 2), 200);
    assert.deepEqual([...nearest!.indices], [1, 3, 2, 0]);
  });
});

test('RankMe of vectors, more of them than dimensions and fewer, and very wide ones', async () => {
  const d = 8;
  const axes = new Float32Array(3000 * d);
  for (let i = 0; i < 3000; i++) axes[i * d + (i % 4)] = 1;
  near(await rankMe(vectorsOf(axes, d)), 4, 0.01);
  near(await rankMe(vectorsOf(axes.subarray(0, 3 * d), d)), 3, 0.01);
  const wide = new Float32Array(5 * 4000);
  for (let i = 0; i < 5; i++) wide[i * 4000 + 700 * (i % 3)] = 1;
  // Two axes are used twice: singular values sqrt 2, sqrt 2 and 1.
  near(await rankMe(vectorsOf(wide, 4000)), effectiveRank([Math.SQRT2, Math.SQRT2, 1]), 0.01);
  assert.ok((await rankMe(vectorsOf(normalRows(2000, 16, 3), 16))) > 15.8);
});

test('a stratified split takes a fifth of each class, the same one for the same seed', () => {
  const labels = [...Array(50).fill('cat'), ...Array(10).fill('dog'), 'one'];
  const { bank, queries } = stratifiedSplit(labels, 7);
  assert.deepEqual(
    [...bank, ...queries].sort((a, b) => a - b),
    [...labels.keys()],
  );
  const counts = Map.groupBy(queries, (i) => labels[i]!);
  assert.equal(counts.get('cat')!.length, 10);
  assert.equal(counts.get('dog')!.length, 2);
  assert.ok(!counts.has('one'));
  assert.deepEqual(stratifiedSplit(labels, 7), { bank, queries });
  assert.notDeepEqual(stratifiedSplit(labels, 8), { bank, queries });
});
