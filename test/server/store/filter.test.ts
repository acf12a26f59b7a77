import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition, Filter, Scalar } from '../../../server/store/filter/filter.ts';
import { parseFilter } from '../../../server/store/filter/parseFilter.ts';
import { predicateOf } from '../../../server/store/filter/predicate.ts';
import { filter, metadata } from './filters.ts';

const passes = (filter: Filter, metadata: object): boolean =>
  predicateOf(parseFilter(filter))(JSON.stringify(metadata));

/** The language, spelt out as slowly as possible. */
function naively(filter: Filter, metadata: object): boolean {
  if ('and' in filter) return filter.and.every((part) => naively(part, metadata));
  if ('or' in filter) return filter.or.some((part) => naively(part, metadata));
  if ('not' in filter) return !naively(filter.not, metadata);
  let value: unknown = metadata;
  for (const key of typeof filter.field === 'string' ? [filter.field] : filter.field) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    value = isObject && Object.hasOwn(value as object, key) ? (value as never)[key] : undefined;
  }
  if (filter.exists !== undefined && (value !== undefined) !== filter.exists) return false;
  const { field, exists, ...operators } = filter;
  if (Object.keys(operators).length === 0) return true;
  return (Array.isArray(value) ? value : [value]).some((one) => holds(filter, one));
}
function holds(condition: Condition, value: unknown): boolean {
  const { eq, in: list, gt, gte, lt, lte } = condition;
  if (typeof value === 'object' && value !== null) return false;
  if (value === undefined) return false;
  const compare = (bound: string | number): number => {
    if (typeof bound !== typeof value) return Number.NaN;
    if (typeof bound === 'number') return (value as number) - bound;
    return Buffer.compare(Buffer.from(value as string), Buffer.from(bound));
  };
  return (
    (eq === undefined || eq === value) &&
    (list === undefined || [...list].includes(value as Scalar)) &&
    (gt === undefined || compare(gt) > 0) &&
    (gte === undefined || compare(gte) >= 0) &&
    (lt === undefined || compare(lt) < 0) &&
    (lte === undefined || compare(lte) <= 0)
  );
}

test('the predicate of any filter holds of any metadata just when the filter does', () => {
  let held = 0;
  const runs = 3000;
  const agrees = fc.property(filter, metadata, (by, of) => {
    const expected = naively(by, of);
    held += Number(expected);
    assert.equal(passes(by, of), expected);
  });
  fc.assert(agrees, { numRuns: runs });
  assert.ok(held > runs / 10 && held < runs * 0.9, `${held} of ${runs} held`);
});

test('lists match by their elements, and operators of one condition by the same element', () => {
  assert.equal(passes({ field: 'tags', eq: 'b' }, { tags: ['a', 'b'] }), true);
  assert.equal(passes({ field: 'n', gt: 2, lt: 5 }, { n: [1, 6] }), false);
  assert.equal(passes({ field: 'o', eq: 1 }, { o: { x: 1 } }), false);
  assert.equal(passes({ field: ['o', 'x'], eq: 1 }, { o: { x: 1 } }), true);
});

test('a filter that is none is refused, and where is said', () => {
  const eq = { field: 'a', eq: 1 };
  const cases: [unknown, RegExp][] = [
    [null, /at filter: it is not a JSON object/],
    [{ and: [eq, 5] }, /at filter\.and\.1: it is not a JSON object/],
    [{ and: [] }, /at filter\.and: it is not a list/],
    [{ field: 'a', equals: 1 }, /unknown key "equals"; did you mean "eq"/],
    [{ field: 'a' }, /needs one of eq, in/],
    [{ eq: 1 }, /at filter\.field/],
    [{ field: [], eq: 1 }, /at filter\.field/],
    [{ field: 'a', eq: [1] }, /at filter\.eq/],
    [{ field: 'a', gt: null }, /at filter\.gt/],
    [{ field: 'a', in: 'b' }, /at filter\.in/],
    [{ field: 'a', eq: '\ud800' }, /at filter\.eq/],
    [{ not: eq, and: [eq] }, /more keys beside/],
  ];
  for (const [given, message] of cases) {
    assert.throws(() => parseFilter(given), { code: 'filter_invalid', message });
  }
});

test('a filter with too much in it is refused with a code of its own', () => {
  const eq = { field: 'a', eq: 1 };
  const deep = Array.from({ length: 100_000 }).reduce<unknown>((not) => ({ not }), eq);
  const cases: [unknown, RegExp][] = [
    [{ field: 'a', in: Array(300).fill(1) }, /more than 256/],
    [{ or: Array(300).fill(eq) }, /more than 256/],
    [deep, /nested more than 8 deep/],
  ];
  for (const [given, message] of cases) {
    assert.throws(() => parseFilter(given), { code: 'filter_too_large', message });
  }
});
