import fc from 'fast-check';
import type { Filter } from '../../../server/store/filter/filter.ts';

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
/** What filters look at, and JSON can say. */
export const metadata = fc.dictionary(key, value, { maxKeys: 4 });

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
/** Filters of which some hold of such metadata. */
export const filter = fc.letrec<{ any: Filter }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    simple,
    condition,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('any').map((not) => ({ not })),
  ),
})).any;
