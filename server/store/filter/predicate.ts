import { type Condition, type Filter, pathOf, type Scalar } from './filter.ts';

/** Whether a JSON value passes. */
type Predicate = (value: unknown) => boolean;

/** Whether an item's metadata, as JSON text, passes: read once, however many conditions there are. */
export type MetadataPredicate = (metadata: string) => boolean;

/** Compiles a checked filter. */
export function predicateOf(filter: Filter): MetadataPredicate {
  const passes = compiled(filter);
  return (metadata) => passes(JSON.parse(metadata));
}

function compiled(filter: Filter): Predicate {
  if ('and' in filter) {
    const parts = filter.and.map(compiled);
    return (metadata) => parts.every((passes) => passes(metadata));
  }
  if ('or' in filter) {
    const parts = filter.or.map(compiled);
    return (metadata) => parts.some((passes) => passes(metadata));
  }
  if ('not' in filter) {
    const passes = compiled(filter.not);
    return (metadata) => !passes(metadata);
  }
  return conditionOf(filter);
}

function conditionOf(condition: Condition): Predicate {
  const path = pathOf(condition);
  const { exists } = condition;
  const tests = testsOf(condition);
  const holds: Predicate = (value) => isScalar(value) && tests.every((test) => test(value));
  return (metadata) => {
    const value = valueAt(metadata, path);
    if (exists !== undefined && (value !== undefined) !== exists) return false;
    if (tests.length === 0) return true;
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

const isScalar = (value: unknown) =>
  value !== undefined && (typeof value !== 'object' || value === null);

function valueAt(metadata: unknown, path: readonly string[]): unknown {
  let value = metadata;
  for (const key of path) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject || !Object.hasOwn(value as object, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function testsOf({ eq, in: list, gt, gte, lt, lte, startsWith }: Condition): Predicate[] {
  const tests: Predicate[] = [];
  if (eq !== undefined) tests.push((value) => value === eq);
  if (list !== undefined) {
    const wanted = new Set<unknown>(list);
    tests.push((value) => wanted.has(value as Scalar));
  }
  if (gt !== undefined) tests.push((value) => compare(value, gt) > 0);
  if (gte !== undefined) tests.push((value) => compare(value, gte) >= 0);
  if (lt !== undefined) tests.push((value) => compare(value, lt) < 0);
  if (lte !== undefined) tests.push((value) => compare(value, lte) <= 0);
  if (startsWith !== undefined)
    tests.push((value) => typeof value === 'string' && value.startsWith(startsWith));
  return tests;
}

/** Negative, 0 or positive; NaN, which fulfils nothing, where the types differ. */
function compare(value: unknown, bound: string | number): number {
  if (typeof value !== typeof bound) return Number.NaN;
  if (typeof bound === 'number') return (value as number) - bound;
  return byCodePoint(value as string, bound);
}

/** The order of UTF-8 bytes; that of UTF-16 units, which `<` has, differs beyond U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue;
    // Where the first halves of surrogate pairs agree, the second halves, which differ, decide.
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    const [wide, other] = [isSurrogate(x), isSurrogate(y)];
    return wide === other ? x - y : wide ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
