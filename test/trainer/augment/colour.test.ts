import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greyscale } from '../../../trainer/augment/augmentations/greyscale.ts';
import { jitter } from '../../../trainer/augment/augmentations/jitter.ts';
import { unchanged } from '../../../trainer/augment/colourMap.ts';
import { augmentations, type ViewAugmentation } from '../../../trainer/augment/preset.ts';
import { createRandom } from '../../../trainer/random.ts';

const none: ViewAugmentation = {
  ...augmentations.cifar[0],
  jitter: 1,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  hue: 0,
  greyscale: 0,
};

/** Draws the jitter, then the greyscale, and applies A p + T m. */
function change(settings: ViewAugmentation, seed: number, p: number[], m: number[]): number[] {
  const [random, span] = [createRandom(seed), { start: 0, length: 1 }];
  const view = { rows: span, columns: span, colour: unchanged, numbers: {} };
  for (const { draw } of [jitter, greyscale]) draw(view, settings, random);
  const { pixel, mean } = view.colour;
  const product = (matrix: readonly number[], v: number[], row: number) =>
    matrix[3 * row]! * v[0]! + matrix[3 * row + 1]! * v[1]! + matrix[3 * row + 2]! * v[2]!;
  return [0, 1, 2].map((row) => product(pixel, p, row) + product(mean, m, row));
}

const luma = ([r, g, b]: number[]) => 0.299 * r! + 0.587 * g! + 0.114 * b!;
const near = (a: number, b: number, tolerance = 1e-3) =>
  assert.ok(Math.abs(a - b) < tolerance, `${a} is not ${b}`);

const [p, m] = [
  [0.2, 0.5, 0.7],
  [0.4, 0.3, 0.6],
];

test('no strength changes nothing', () => {
  for (const [i, value] of change(none, 1, p, m).entries()) near(value, p[i]!);
});

test('brightness scales every channel alike', () => {
  for (const seed of [1, 2, 3]) {
    const changed = change({ ...none, brightness: 0.4 }, seed, p, m);
    const factor = changed[0]! / p[0]!;
    assert.ok(factor > 0.6 && factor < 1.4);
    for (const [i, value] of changed.entries()) near(value, factor * p[i]!);
  }
});

test("contrast moves pixels along the line to the mean picture's grey", () => {
  const changed = change({ ...none, contrast: 0.4 }, 5, p, m);
  const shares = changed.map((value, i) => (value - luma(m)) / (p[i]! - luma(m)));
  near(shares[0]!, shares[1]!);
  near(shares[1]!, shares[2]!);
  assert.ok(Math.abs(shares[0]! - 1) > 1e-3);
});

test('saturation and hue keep the luma; hue keeps greys', () => {
  near(luma(change({ ...none, saturation: 0.4 }, 6, p, m)), luma(p));
  near(luma(change({ ...none, hue: 0.2 }, 7, p, m)), luma(p));
  for (const value of change({ ...none, hue: 0.2 }, 7, [0.5, 0.5, 0.5], m)) near(value, 0.5, 2e-3);
});

test('turning the hue far enough makes red the weakest channel, in either direction', () => {
  const turned = Array.from({ length: 20 }, (_, seed) =>
    change({ ...none, hue: 0.5 }, seed, [1, 0, 0], m),
  );
  assert.ok(turned.some(([r, g, b]) => g! > r! && g! > b!));
  assert.ok(turned.some(([r, g, b]) => b! > r! && b! > g!));
});

test('greyscale gives three equal channels', () => {
  const [r, g, b] = change({ ...augmentations.paper[0], greyscale: 1 }, 8, p, m) as [
    number,
    number,
    number,
  ];
  near(r, g);
  near(g, b);
});
