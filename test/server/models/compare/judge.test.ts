import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOfLoss } from '@selfsame/models';
import type { Comparison, ModelFigures } from '../../../../server/models/compare/comparison.ts';
import { judge } from '../../../../server/models/compare/judge.ts';
import { figures, same } from './fixtures.ts';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test('the sign test, by hand', () => {
  near(chanceOfLoss({ lost: 0, gained: 0 }), 1);
  near(chanceOfLoss({ lost: 5, gained: 0 }), 1 / 32);
  // Of four, three or more: 4 / 16 + 1 / 16.
  near(chanceOfLoss({ lost: 3, gained: 1 }), 5 / 16);
  near(chanceOfLoss({ lost: 0, gained: 4 }), 1);
  const many = chanceOfLoss({ lost: 1100, gained: 900 });
  assert.ok(many > 1e-7 && many < 1e-4, String(many));
});

const candidate = (change: Partial<ModelFigures>): Comparison => ({
  ...same,
  candidate: { ...figures, name: 'mine/2', ...change },
});
const codes = (comparison: Comparison) => judge(comparison).reasons.map(({ code }) => code);

test('a model passes beside itself, however bad it is', () => {
  assert.deepEqual(judge(same), { passes: true, reasons: [] });
  const bad = { ...figures, spread: 0, rankMe: 1, broken: 500, recall1: 0, recall10: 0, knn: 0 };
  assert.deepEqual(judge({ ...same, present: bad, candidate: bad }).reasons, []);
});

test('a collapse is refused, and told from a rank that is lower', () => {
  assert.deepEqual(codes(candidate({ spread: 0.004 })), ['collapsed_spread']);
  assert.deepEqual(codes(candidate({ rankMe: 3 })), ['collapsed_rank']);
  assert.deepEqual(codes(candidate({ rankMe: 60 })), ['rank_worse']);
  assert.deepEqual(codes(candidate({ rankMe: 80 })), []);
  assert.deepEqual(codes({ ...candidate({ rankMe: 8 }), pictures: 20 }), [], 'too few to tell');
  assert.deepEqual(codes(candidate({ dimensions: 64, rankMe: 40 })), [], 'shorter vectors');
  assert.deepEqual(codes(candidate({ broken: 1 })), ['not_finite']);
});

test('a loss is refused beyond the margin, and beyond chance', () => {
  const lost = (share: number, change: { lost: number; gained: number }) => ({
    ...candidate({ recall1: 0.5 - share }),
    changes: { ...same.changes, recall1: change },
  });
  assert.deepEqual(codes(lost(0.1, { lost: 80, gained: 30 })), ['recall1_worse']);
  assert.deepEqual(codes(lost(0.04, { lost: 20, gained: 0 })), [], 'within the margin');
  assert.deepEqual(codes(lost(0.12, { lost: 6, gained: 0 })), [], 'chance, of 50 pictures');
  assert.deepEqual(codes(lost(0.2, { lost: 10, gained: 0 })), ['recall1_worse']);
  assert.deepEqual(codes(lost(-0.2, { lost: 0, gained: 100 })), [], 'better');
  const others = { recall10: { lost: 50, gained: 0 }, knn: { lost: 60, gained: 5 } };
  const worse = { ...candidate({ recall10: 0.7, knn: 0.49 }) };
  const both = { ...worse, changes: { ...same.changes, ...others } };
  assert.deepEqual(codes(both), ['recall10_worse', 'knn_worse']);
  const [first] = judge(both).reasons;
  assert.match(first!.message, /: 70\.0 %, and 80\.0 % with mine\/1\.$/);
});

test('without classes, nothing is said of them', () => {
  const bare = { ...figures, knn: null };
  const changes = { ...same.changes, knn: null };
  assert.ok(judge({ ...same, present: bare, candidate: bare, changes }).passes);
});
