import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConfig } from '../../../trainer/config/load.ts';
import { holdOut } from '../../../trainer/judge/holdOut.ts';
import { figuresOf, judgementOf } from '../../../trainer/judge/judgement.ts';
import { advice, judgementRows, judgementSentence } from '../../../trainer/judge/tell.ts';

/** One that finds the first `found` of 100 pictures. */
const row = (name: string, found: number) => ({
  ...{ name, rankMe: 12.34, alignment: 1, uniformity: -2, nearest: [] },
  found: Array.from({ length: 100 }, (_, i) => i < found),
});
const config = checkConfig({ data: 'x' });

test('what only chance may have made is no difference', () => {
  const { baselines, isBetter } = judgementOf(
    row('mine', 50),
    [row('a', 45), row('b', 46), row('c', 50), row('d', 54), row('e', 55)],
    true,
  );
  // Of five that only one finds, all are found by one by chance once in 32 times; of four in 16.
  const beside = ['better', 'no better', 'no better', 'no better', 'worse'];
  assert.deepEqual(
    baselines.map((one) => one.beside),
    beside,
  );
  assert.equal(isBetter, false);
  assert.equal(judgementOf(row('mine', 50), [row('a', 1)], true).isBetter, true);
});

test('it is told in a table, in words and in the description', () => {
  const judgement = judgementOf(row('mine', 50), [row('a', 1), row('b', 2), row('c', 90)], true);
  assert.equal(
    judgementSentence(judgement),
    'Of 100 pictures that were kept from training, 50.0 % are the nearest to an augmented view of them: better than a and b, worse than c.',
  );
  assert.match(
    judgementSentence({ ...judgement, heldOut: false }),
    /of the pictures that it was trained on/,
  );
  assert.deepEqual(judgementRows(judgement)[4], ['c', '90.0 %', '12.3', '1.000', '-2.00', 'worse']);
  const figures = figuresOf(judgement);
  assert.deepEqual(
    [figures.heldOut, figures.ownView, figures.bestBaselineOwnView],
    [100, 0.5, 0.9],
  );
  const pace = { steps: 40, stepsPerEpoch: 10, shipped: 'c' };
  const [longer, from] = advice(judgement, config, pace);
  assert.match(longer!, /40 steps are few, --epochs 200 are 2000/);
  assert.match(from!, /--init c/);
  assert.deepEqual(advice(judgementOf(row('mine', 50), [row('a', 1)], true), config, pace), []);
  const spoilt = judgementOf(row('mine', 5), [row('the untrained encoder', 50)], true);
  assert.match(advice(spoilt, config, pace)[0]!, /^Lower --learning-rate, now 0\.001: /);
});

test('a tenth is held out, always the same one, where that leaves enough', () => {
  const { trained, heldOut } = holdOut(config, 1000);
  assert.equal(heldOut.length, 100);
  assert.deepEqual(
    [...trained, ...heldOut].sort((a, b) => a - b),
    [...Array(1000).keys()],
  );
  assert.deepEqual(holdOut(config, 1000), { trained, heldOut });
  assert.notDeepEqual(holdOut({ ...config, seed: 2 }, 1000).heldOut, heldOut);
  assert.equal(holdOut(config, 100_000).heldOut.length, 1000);
  assert.equal(holdOut(config, 249).heldOut.length, 0);
  assert.equal(holdOut({ ...config, batch: 256 }, 260).heldOut.length, 0);
  assert.equal(holdOut({ ...config, heldOut: 7 }, 200).heldOut.length, 7);
  // What is there is told as it is, whatever is kept.
  for (const [heldOut, count, told] of [
    [100, 200, /^Of the 200 pictures/],
    [500, 200, /keeps 500 from training/],
  ] as const)
    assert.throws(() => holdOut({ ...config, heldOut }, count), {
      ...{ code: 'held_out_too_many', message: told, remedy: /--held-out 72 or less/ },
    });
  assert.throws(() => holdOut({ ...config, heldOut: 5 }, 100), { code: 'dataset_too_small' });
});
