import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Filter } from '../../../../server/store/filter/filter.ts';
import { predicateOf } from '../../../../server/store/filter/predicate.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { filter, metadata } from '../filters.ts';
import { listed, randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase } from './database.ts';

const store = await openPostgres({
  url: await emptyDatabase(),
  exactLimit: 10_000,
  onIndex() {},
});
after(() => store.close());
const [vector] = randomVectors(1, 2);

/** What JSON can say and PostgreSQL cannot hold as it is, and what is near it in some order. */
const values = [
  ...['\0', '\0a', '\u0001', '\u0002', '\u{10ffff}', '\u{10ffff} ', 'a', '', 'ä', '\uffff', '😀'],
  ...[-0, 0, 1e308, 5e-324, 2 ** 53, null, true],
];
const around = (a: unknown) => JSON.stringify({ a, [String(a)]: [a, { a }, [a]] });
const written = [
  ...fc.sample(metadata, { numRuns: 400, seed: 1 }).map((one) => JSON.stringify(one)),
  ...values.map(around),
  // Numbers that are not what they are written as.
  '{"a":9007199254740993}',
  '{"a":0.1000000000000000055511151231257827}',
  '{"a":1e-400}',
];
const filters: Filter[] = [
  ...fc.sample(filter, { numRuns: 250, seed: 2 }),
  ...values.flatMap((a): Filter[] => [
    { field: 'a', eq: a },
    { field: [String(a)], in: [a, 'none'] },
    { field: ['a', '0'], exists: true },
    ...(typeof a === 'string'
      ? [
          { field: 'a', lte: a },
          { field: 'a', startsWith: a },
        ]
      : []),
    ...(typeof a === 'number' ? [{ field: 'a', gt: a, lt: a + 1 }] : []),
  ]),
];
/** Halves of surrogate pairs: they come after all that is whole, and a filter names none. */
const halves = ['\ud800', 'a\udfff', '\udfff\ud800'].map(around);
const ofHalves: Filter[] = [
  { field: 'a', gt: '\uffff' },
  { field: 'a', lt: 'b' },
  { field: 'a', startsWith: 'a' },
  { field: 'a', in: ['\u{10ffff}', '\ue000', 'a'] },
];

/** Which pass, by the store; each is named by its place. */
async function passing(collection: string, by: Filter): Promise<number[]> {
  const found = await listed(store, { collection, filter: by, limit: 1000 });
  return found.map(({ id }) => Number(id));
}

async function agrees(collection: string, all: readonly string[], by: readonly Filter[]) {
  await store.putCollection(collection);
  const items = all.map((metadata, i) => ({ ...vectorItem(String(i), vector!), metadata }));
  await store.putItems(collection, items);
  let held = 0;
  for (const one of by) {
    const passes = predicateOf(one);
    const wanted = all.flatMap((metadata, i) => (passes(metadata) ? [i] : []));
    held += wanted.length;
    assert.deepEqual(await passing(collection, one), wanted, JSON.stringify(one));
  }
  const pairs = by.length * all.length;
  assert.ok(held > pairs / 10 && held < pairs * 0.9, `${held} of ${pairs} held`);
}

test('any filter holds of the same metadata in SQL as its predicate does', async () => {
  await agrees('whole', written, filters);
  await agrees('halves', halves, ofHalves);
});
