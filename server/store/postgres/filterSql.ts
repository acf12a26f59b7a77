import { type Condition, type Filter, pathOf, ranges, type Scalar } from '../filter/filter.ts';
import { holdable, writeJson } from './document.ts';
import type { Parameters } from './Rows.ts';

/** Conditions that are looked up in the index of all documents; the others look at each. */
const mostLookedUp = 8;

/**
 * A checked filter as SQL over `items`, never null: it holds of the same metadata as
 * `predicateOf(filter)` (server/store/filter/predicate.ts) does.
 */
export function filterSql(filter: Filter, parameters: Parameters): string {
  const parts = partsOf(filter);
  const lookedUp = parts.filter(isEquality).slice(0, mostLookedUp);
  const rest = parts.filter((part) => !lookedUp.includes(part as Equality));
  const sql = lookedUp.map((part) => equalSql('items.document', part, part.eq, parameters));
  if (rest.length > 0) sql.push(new OfEach(parameters).sql(rest));
  return `(${sql.join(' AND ')})`;
}

/** All of which have to hold. */
const partsOf = (filter: Filter): readonly Filter[] =>
  'and' in filter ? filter.and.flatMap(partsOf) : [filter];

type Equality = Condition & { readonly eq: Scalar };

/** Whether it is one of equality and no more. */
const isEquality = (part: Filter): part is Equality =>
  'eq' in part && Object.keys(part).length === 2;

/** Equal, or a list with an equal element. */
function equalSql(
  document: string,
  condition: Condition,
  value: Scalar,
  parameters: Parameters,
): string {
  const within = (inner: string) =>
    pathOf(condition).reduceRight((json, key) => `{${writeJson(key)}:${json}}`, inner);
  const json = writeJson(value);
  const [plain, listed] = [json, `[${json}]`].map(
    (inner) => `${document} @> ${parameters.add(within(inner))}::jsonb`,
  );
  return `(${plain} OR ${listed})`;
}

/**
 * What looks at each document: it is fetched and unpacked once, and each value that is asked about
 * taken from it once, which for each condition by itself would take far longer than to compare.
 */
class OfEach {
  readonly #parameters: Parameters;
  /** By their paths, what the values are called and the SQL that takes them. */
  readonly #values = new Map<string, { readonly name: string; readonly sql: string }>();

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  sql(parts: readonly Filter[]): string {
    const conditions = parts.map((part) => this.#part(part)).join(' AND ');
    const values = [...this.#values.values()]
      .map(({ name, sql }) => `, ${sql} AS ${name}`)
      .join('');
    return `EXISTS (SELECT 1 FROM (
        SELECT document${values} FROM (
          SELECT items.document || '{}' AS document OFFSET 0) AS unpacked OFFSET 0) AS once
      WHERE ${conditions})`;
  }

  #part(filter: Filter): string {
    const joined = (parts: readonly Filter[], by: string) =>
      `(${parts.map((part) => this.#part(part)).join(by)})`;
    if ('and' in filter) return joined(filter.and, ' AND ');
    if ('or' in filter) return joined(filter.or, ' OR ');
    if ('not' in filter) return `NOT ${this.#part(filter.not)}`;
    return isEquality(filter)
      ? equalSql('once.document', filter, filter.eq, this.#parameters)
      : this.#condition(filter);
  }

  #condition(condition: Condition): string {
    const value = this.#value(pathOf(condition));
    const tests = testsOf(condition, this.#parameters);
    const parts: string[] = [];
    if (condition.exists !== undefined)
      parts.push(`${value} IS ${condition.exists ? 'NOT ' : ''}NULL`);
    if (tests.length > 0) {
      const holds = (v: string) => tests.map((test) => `(${test(v)})`).join(' AND ');
      parts.push(`coalesce(CASE jsonb_typeof(${value}) WHEN 'object' THEN false
        WHEN 'array' THEN EXISTS (SELECT 1 FROM jsonb_array_elements(${value}) AS e(v)
          WHERE jsonb_typeof(v) NOT IN ('array', 'object') AND ${holds('v')})
        ELSE ${holds(value)} END, false)`);
    }
    return `(${parts.join(' AND ')})`;
  }

  /** The value at a path of keys, null where there is none. Of a list no key leads on. */
  #value(path: readonly string[]): string {
    const known = this.#values.get(JSON.stringify(path));
    if (known !== undefined) return known.name;
    const keys = path.map((key) => `${this.#parameters.add(holdable(key))}::text`);
    const value = { name: `value${this.#values.size}`, sql: ['document', ...keys].join(' -> ') };
    this.#values.set(JSON.stringify(path), value);
    return value.name;
  }
}

/** What one scalar has to fulfil, all of it. */
function testsOf(condition: Condition, parameters: Parameters): ((v: string) => string)[] {
  const { eq, in: list, startsWith } = condition;
  const tests: ((v: string) => string)[] = [];
  if (eq !== undefined) {
    const wanted = parameters.add(writeJson(eq));
    tests.push((v) => `${v} = ${wanted}::jsonb`);
  }
  if (list !== undefined) {
    const wanted = parameters.add(Array.from(list, writeJson));
    tests.push((v) => `${v} = ANY(${wanted}::text[]::jsonb[])`);
  }
  for (const [name, sign] of Object.entries(ranges)) {
    const bound = condition[name as keyof typeof ranges];
    if (typeof bound === 'number') {
      const limit = parameters.add(writeJson(bound));
      tests.push((v) => `jsonb_typeof(${v}) = 'number' AND ${v} ${sign} ${limit}::jsonb`);
    }
    // By code point: the order of bytes in UTF-8.
    if (typeof bound === 'string') {
      const limit = `${parameters.add(holdable(bound))}::text`;
      tests.push(
        (v) => `jsonb_typeof(${v}) = 'string' AND (${v} #>> '{}') COLLATE "C" ${sign} ${limit}`,
      );
    }
  }
  if (startsWith !== undefined) {
    const start = `${parameters.add(holdable(startsWith))}::text`;
    tests.push((v) => `jsonb_typeof(${v}) = 'string' AND starts_with(${v} #>> '{}', ${start})`);
  }
  return tests;
}
