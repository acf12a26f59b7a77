import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normaliseRows, vectorsOf } from '../../../models/index.ts';
import { linearProbe } from '../../../trainer/evaluate/linearProbe.ts';
import { alignment, uniformity } from '../../../trainer/evaluate/sphere.ts';
import { createRandom } from '../../../trainer/random.ts';

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not near ${expected}`);

/** Noise with a class hidden in it: the sign of the sum of the last two dimensions. */
function separable(count: number, dimensions: number, seed: number) {
  const random = createRandom(seed, 'probe');
  const values = Float32Array.from({ length: count * dimensions }, () => random.normal());
  const labels = Int32Array.from({ length: count }, (_, i) => {
    const [a, b] = values.slice((i + 1) * dimensions - 2, (i + 1) * dimensions);
    return a! + b! > 0 ? 1 : 0;
  });
  return { vectors: vectorsOf(values, dimensions), labels };
}

test('a linear probe finds what a line divides, and nothing where there is nothing', async () => {
  const [bank, queries] = [separable(2000, 12, 1), separable(500, 12, 2)];
  const probe = (bankLabels: Int32Array, queryLabels: Int32Array) =>
    linearProbe(bank.vectors, bankLabels, queries.vectors, queryLabels, 2);
  assert.ok((await probe(bank.labels, queries.labels)) > 0.97);
  const random = createRandom(3, 'labels');
  const chance = bank.labels.map(() => random.integer(0, 1));
  near(await probe(chance, queries.labels), 0.5, 0.15);
  assert.equal(await probe(bank.labels, queries.labels.fill(-1)), 0, 'a class the bank lacks');
});

test('a linear probe is for any scale and offset of the dimensions', async () => {
  const [bank, queries] = [separable(1000, 6, 1), separable(300, 6, 2)];
  const moved = ({ vectors }: typeof bank) => {
    const rows = new Float32Array(vectors.count * 6);
    vectors.read(0, vectors.count, rows);
    return vectorsOf(
      rows.map((value, i) => 1e-3 * (i % 6 === 5 ? 50 * value + 900 : 50 * value)),
      6,
    );
  };
  const accuracy = await linearProbe(moved(bank), bank.labels, moved(queries), queries.labels, 2);
  assert.ok(accuracy > 0.97, String(accuracy));
});

test('alignment: the mean squared distance of pairs', () => {
  const a = vectorsOf(Float32Array.of(1, 0, 0, 1), 2);
  assert.equal(alignment(a, a), 0);
  // One pair at right angles, 2, and one opposite, 4.
  assert.equal(alignment(a, vectorsOf(Float32Array.of(0, 1, 0, -1), 2)), 3);
});

test('uniformity: 0 where all is one point, the value of pairs, and low on the whole sphere', async () => {
  near(await uniformity(vectorsOf(Float32Array.of(1, 0, 1, 0, 1, 0), 2)), 0, 1e-6);
  // Two opposite points: d^2 = 4.
  near(await uniformity(vectorsOf(Float32Array.of(1, 0, -1, 0), 2)), -8, 1e-5);
  const random = createRandom(5, 'sphere');
  const rows = Float32Array.from({ length: 1000 * 64 }, () => random.normal());
  normaliseRows(rows, 64);
  // d^2 is 2 on average, with a variance of 4 / 64: log E exp(-2 d^2) is about -4 + 2 * 4 / 64.
  near(await uniformity(vectorsOf(rows, 64)), -4 + 8 / 64, 0.02);
});
