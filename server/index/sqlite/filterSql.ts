import type { Condition, Filter, Range, Scalar } from '../filter/filter.ts';
import { ranges } from '../filter/filter.ts';
import { pathOf } from '../filter/parseFilter.ts';

/** A condition in SQL over a column `metadata`; true or false, never NULL. */
export interface FilterSql {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Compiles a checked filter. Whatever the client sent is a parameter, never text. */
export function filterSql(filter: Filter): FilterSql {
  if ('and' in filter) return joined(filter.and.map(filterSql), ' AND ');
  if ('or' in filter) return joined(filter.or.map(filterSql), ' OR ');
  if ('not' in filter) {
    const { sql, values } = filterSql(filter.not);
    return { sql: `NOT ${sql}`, values };
  }
  return conditionSql(filter);
}

function joined(parts: readonly FilterSql[], by: string): FilterSql {
  return {
    sql: `(${parts.map(({ sql }) => sql).join(by)})`,
    values: parts.flatMap(({ values }) => values),
  };
}

function conditionSql(condition: Condition): FilterSql {
  const path = `$${pathOf(condition)
    .map((key) => `.${JSON.stringify(key)}`)
    .join('')}`;
  const parts: FilterSql[] = [];
  if (condition.exists !== undefined) {
    const there = condition.exists ? 'IS NOT NULL' : 'IS NULL';
    parts.push({ sql: `json_type(metadata, ?) ${there}`, values: [path] });
  }
  const tests = valueTests(condition);
  if (tests.length > 0) {
    const all = joined(tests, ' AND ');
    // json_each gives a list's elements, and any other value as it is; but also an object's values.
    parts.push({
      sql: `(json_type(metadata, ?) IS NOT 'object'
        AND EXISTS (SELECT 1 FROM json_each(metadata, ?) AS value WHERE ${all.sql}))`,
      values: [path, path, ...all.values],
    });
  }
  return joined(parts, ' AND ');
}

function valueTests(condition: Condition): FilterSql[] {
  const tests: FilterSql[] = [];
  if (condition.eq !== undefined) tests.push(isOneOf([condition.eq]));
  if (condition.in !== undefined) tests.push(isOneOf(condition.in));
  for (const name of Object.keys(ranges) as Range[]) {
    const bound = condition[name];
    if (bound !== undefined)
      tests.push({ sql: `${typed(bound)} ${ranges[name]} ?)`, values: [bound] });
  }
  return tests;
}

/**
 * The begin of a comparison with a string or a number. JSON's integers beyond 2^53 are the doubles
 * that JavaScript printed them from, which SQLite would read to more digits.
 */
const typed = (value: string | number) =>
  typeof value === 'string'
    ? "(value.type = 'text' AND value.atom"
    : "(value.type IN ('integer', 'real') AND CAST(value.atom AS REAL)";

function isOneOf(wanted: readonly Scalar[]): FilterSql {
  const tests: FilterSql[] = [{ sql: 'FALSE', values: [] }];
  const strings = wanted.filter((value) => typeof value === 'string');
  const numbers = wanted.filter((value) => typeof value === 'number');
  for (const values of [strings, numbers]) {
    const [first] = values;
    if (first === undefined) continue;
    tests.push({ sql: `${typed(first)} IN (${values.map(() => '?').join(', ')}))`, values });
  }
  for (const value of wanted) {
    if (value === null || typeof value === 'boolean')
      tests.push({ sql: 'value.type = ?', values: [String(value)] });
  }
  return joined(tests, ' OR ');
}
