import assert from 'node:assert/strict';
import { test } from 'node:test';
import { augmentations } from '../../../../trainer/augment/preset.ts';
import { networks } from '../networks.ts';
import { assertAgree, assertStepsAtATime, optimizerNames } from '../oracle.ts';
import { skip } from './onCpu.ts';

// Compiling takes seconds of a processor, so that networks, augmentations and optimisers share their
// programs, and those networks are left out that differ only in what onnxruntime makes of them.
const kinds = networks.filter(({ name }) => !name.includes('blocked'));
const pairs = Object.entries(augmentations);

for (const [i, of] of kinds.entries()) {
  const [augmented, pair] = pairs[i % pairs.length]!;
  const optimizer = optimizerNames[i % optimizerNames.length]!;
  const what = `${of.name}, augmented as ${augmented}, by ${optimizer}`;
  test(`XLA's step agrees with eager tfjs: ${what}`, { skip }, () =>
    assertAgree('xla', [1, 2], of, pair, optimizer),
  );
}

test('all pairs of augmentations and all optimisers are among these', () => {
  assert.ok(kinds.length >= Math.max(pairs.length, optimizerNames.length));
});

test('steps at a time are the same as steps one by one', { skip }, () =>
  assertStepsAtATime('xla', networks[0]!),
);
