import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix } from 'ml-matrix';
import { textMap } from '../../../trainer/derive/textMap.ts';

const [inputs, middle, outputs] = [12, 9, 5];
const numbers = (rows: number, columns: number, seed: number) =>
  Matrix.from1DArray(
    ...([rows, columns] as const),
    Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + i * i * 1.7)),
  );
const layer = (weights: Matrix) => ({
  ...{ inputs: weights.rows, outputs: weights.columns },
  weights: Float32Array.from(weights.to1DArray()),
});

test('texts and pictures say of each other behind a map and its dual what they said before', () => {
  const [first, second] = [numbers(inputs, middle, 1), numbers(middle, outputs, 2)];
  const map = first.mmul(second);
  const [dual] = textMap([
    { ...layer(first), mean: new Float32Array(inputs).fill(0.1) },
    layer(second),
  ])!;
  const ofTexts = Matrix.from1DArray(inputs, outputs, dual.weights);
  // Pictures, less their mean, in the directions that the map keeps.
  const pictures = numbers(4, outputs, 3).mmul(map.transpose());
  const texts = numbers(3, inputs, 4);
  const before = texts.mmul(pictures.transpose());
  const after = texts.mmul(ofTexts).mmul(pictures.mmul(map).transpose());
  const [one, ...others] = Matrix.div(after, before).to1DArray();
  for (const other of others) assert.ok(Math.abs(other / one! - 1) < 1e-3, `${other} ${one}`);
});

test('a map with a hidden layer has none', () => {
  const [first, second] = [layer(numbers(4, 3, 1)), layer(numbers(3, 2, 2))];
  assert.equal(textMap([{ ...first, rectified: true }, second]), null);
});
