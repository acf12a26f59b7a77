import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from './explain.ts';

const found = (count: number) => Array.from({ length: 200 }, (_, i) => i < count);
const row = (at1: number, at10: number) => ({ at1: found(at1), at10: found(at10) });

test('the sentence is true of the figures: more, no more by chance, and less', () => {
  const others = { 'the untrained encoder': row(10, 20), 'raw pixels': row(20, 40) };
  const good = explain(row(18, 60), others, 2000, 2000);
  assert.match(
    good,
    /Of 200 drawings .* ten nearest for 30\.0 %, more often than the untrained encoder \(10\.0 %\) and more often than raw pixels \(20\.0 %\)/,
  );
  assert.match(
    good,
    /very nearest for 9\.0 %, more often than .*\(5\.0 %\) and no more often than raw pixels \(10\.0 %\)/,
  );
  assert.match(good, /learned from the pictures alone, in 2000 steps\.$/);
  const few = explain(row(10, 25), others, 30, 2000);
  assert.match(few, /12\.5 %, more often than the untrained encoder .* less often than raw pixels/);
  assert.match(
    few,
    /not worth the training yet\. 30 steps are too few: without --steps it takes 2000\.$/,
  );
  assert.match(
    explain(row(10, 42), others, 4000, 2000),
    /no more often than raw pixels \(20\.0 %\).*More steps/,
  );
});
