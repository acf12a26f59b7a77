import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chosen, Facts } from '../../../trainer/plan/facts.ts';
import { batchFor, chooseEpochs, rules } from '../../../trainer/plan/rules.ts';
import type { Start } from '../../../trainer/plan/start.ts';

const minutes = 60_000;
const look: Facts['look'] = {
  ...{ folder: 'x', files: 2000, seen: 512, readable: 2000, pictures: 2000 },
  ...{ copies: 0, side: 64, isGrey: false, decodeMs: 1 },
};
const start: Start = {
  ...{ name: 'shipped/1', dir: '/shipped/1', pictures: 50_000, check() {} },
  settings: { encoder: 'medium', size: 16, source: 32, inputSize: 24 },
};
/** Two cores: a step of the reference takes 74 ms. */
const facts: Facts = { look, trained: 1800, start, time: 30 * minutes, timed: { reference: 74 } };

function choose(facts: Facts, given: Chosen = {}): Chosen {
  let chosen = given;
  for (const rule of rules)
    for (const { key, value } of rule(facts, chosen)) chosen = { [key]: value, ...chosen };
  return chosen;
}

test('a small set starts from the shipped encoder, with its network and views at least as large', () => {
  const { init, encoder, size, source, inputSize, batch } = choose(facts);
  assert.deepEqual([init, encoder, batch], [start.dir, 'medium', 128]);
  assert.deepEqual([size, source, inputSize], [24, 64, 40]);
  const short = choose({ ...facts, time: 2 * minutes });
  assert.deepEqual([short.size, short.source, short.inputSize], [16, 32, 24]);
  const tiny = choose({ ...facts, look: { ...look, side: 32 } });
  assert.equal(tiny.size, 16);
});

test('from nothing, the encoder goes by the time', () => {
  const cold = { ...facts, start: undefined };
  assert.equal(choose({ ...cold, time: 2 * minutes }).encoder, 'small');
  assert.deepEqual(
    [choose({ ...cold, time: 60 * minutes }).encoder, choose(cold).init],
    ['medium', undefined],
  );
});

test('many pictures on a fast machine are worth a large encoder, and large views', () => {
  const fast = { ...facts, timed: { reference: 3, large: 12 }, time: 60 * minutes };
  assert.equal(choose(fast).init, start.dir);
  const many = { ...look, pictures: 100_000, readable: 100_000, side: 500 };
  const { init, encoder, size, inputSize, augment } = choose({ ...fast, look: many });
  assert.deepEqual([init, encoder, size, inputSize], [undefined, 'resnet18', 128, 160]);
  assert.equal(augment, 'paper');
  assert.equal(choose({ ...facts, look: many, start: undefined }).encoder, 'medium');
});

test('an encoder that was given has views that there is time for', () => {
  const photographs = { ...look, side: 500 };
  const cold = { ...facts, look: photographs, start: undefined };
  assert.equal(choose(cold, { encoder: 'resnet50' }).size, 32);
  const fast = { reference: 3, large: 12 };
  assert.equal(choose({ ...cold, timed: fast }, { encoder: 'resnet50' }).size, 128);
});

test('a batch is filled twice; grey pictures are not made grey', () => {
  assert.deepEqual([9, 40, 450, 5000].map(batchFor), [8, 16, 128, 128]);
  assert.equal(choose({ ...facts, trained: 36 }).batch, 16);
  assert.equal(choose(facts).without, undefined);
  assert.equal(choose({ ...facts, look: { ...look, isGrey: true } }).without, 'greyscale');
});

test('epochs are those that the set is worth, or that there is time for', () => {
  const worth = chooseEpochs(facts, 128, 100);
  assert.match(worth.reason, /2,000 pictures/);
  assert.equal(worth.value, 223);
  const short = chooseEpochs(facts, 128, 3000);
  assert.equal(short.value, 43);
  assert.match(short.reason, /time/);
  assert.equal(chooseEpochs({ ...facts, time: -1 }, 128, 100).value, 0.08);
});
