import { test } from 'node:test';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { networks } from './networks.ts';
import { assertAgree, assertStepsAtATime, optimizerNames } from './oracle.ts';

const seeds = [1, 2, 3];

for (const of of networks) {
  // The larger ones take the JavaScript that they are compared with some seconds each.
  const some = of.name.includes('blocked') ? seeds.slice(0, 2) : seeds;
  test(`the traced step agrees with eager tfjs: ${of.name}`, () => assertAgree('cpu', some, of));
}

// Every pair that `--augment` takes: one with a new augmentation is among them by itself.
for (const [name, pair] of Object.entries(augmentations)) {
  test(`the traced step agrees with eager tfjs: augmented as ${name}`, () =>
    assertAgree('cpu', seeds, networks[0]!, pair));
}

for (const name of optimizerNames.filter((optimizer) => optimizer !== 'sgd')) {
  test(`the traced update agrees with eager tfjs: ${name}`, () =>
    assertAgree('cpu', [5, 6], networks[0]!, augmentations.paper, name));
}

test('steps at a time are the same as steps one by one', () =>
  assertStepsAtATime('cpu', networks[4]!));
