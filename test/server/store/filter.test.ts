import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition, Filter, Scalar } from '../../../server/store/filter/filter.ts';
import { parseFilter } from '../../../server/store/filter/parseFilter.ts';
import { predicateOf } from '../../../server/store/filter/predicate.ts';

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

// Few different keys and values, so that filters and metadata meet; and odd ones.
const key = fc.constantFrom(
  'a',
  'b',
  '',
  'a.b',
  'a"b',
  "it's",
  // Not one that ends in a backslash: JSON.parse of V8 13.6 may read another key as that one.
  '\\a',
  '$',
  '[0]',
  'ключ',
  '😀',
  '\n',
);
const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', '1', 'true', 'null', '\uffff', '😀', 'ä"\\', '%'),
  fc.string({ unit: 'binary', maxLength: 3 }).filter((value) => value.isWellFormed()),
);
const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 1e21, 2 ** 53, 2 ** 62, 2 ** 63, 2 ** 64, 5e-324),
  fc.integer({ min: -3, max: 3 }),
);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 3 }),
  ),
})).any;
const metadata = fc.dictionary(key, value, { maxKeys: 4 });

const bound = fc.oneof(text, number);
const condition = fc
  .record(
    {
      field: fc.oneof(key, fc.array(key, { minLength: 1, maxLength: 3 })),
      eq: scalar,
      in: fc.array(scalar, { maxLength: 3 }),
      gt: bound,
      gte: bound,
      lt: bound,
      lte: bound,
      exists: fc.boolean(),
    },
    { requiredKeys: ['field'] },
  )
  .filter((record) => Object.keys(record).length > 1) as fc.Arbitrary<Filter>;
/** Conditions of one operator hold often enough to tell filters apart. */
const simple = fc.oneof(
  fc.record({ field: key, eq: scalar }),
  fc.record({ field: key, gte: number }),
  fc.record({ field: key, lt: text }),
  fc.record({ field: key, exists: fc.boolean() }),
) as fc.Arbitrary<Filter>;
const filter = fc.letrec<{ any: Filter }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    simple,
    condition,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('any').map((not) => ({ not })),
  ),
})).any;

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
