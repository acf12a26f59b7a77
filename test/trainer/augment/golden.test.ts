import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';

const names = ['columns', 'meanMap', 'pixelMap', 'rows', 'sigma', 'solarise'];

/** Of a step's draws for both views; augmentations that came later are off, and draw nothing. */
function digest(draws: Record<string, Float32Array>): string {
  const hash = createHash('sha256');
  for (const name of ['a', 'b'].flatMap((view) => names.map((name) => `${view}/${name}`))) {
    hash.update(name).update(draws[name]!);
  }
  return hash.digest('hex').slice(0, 16);
}

const golden = { paper: 'bb7ab9aacc1e155a', cifar: 'd6dae5779275aa46' };

for (const [name, expected] of Object.entries(golden)) {
  test(`the draws of ${name} are those of earlier versions, so that their runs can go on`, () => {
    const draws = drawViews(500, 37, 32, augmentations[name as keyof typeof golden], 3, 11);
    assert.equal(digest(draws), expected);
  });
}
