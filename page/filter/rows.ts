import type { Filter } from '@selfsame/client';

/** A part of a filter whose kind is not known yet. */
type Part = Readonly<Record<string, unknown>>;
export type Scalar = string | number | boolean | null;

export const operators = {
  eq: 'is',
  not: 'is not',
  startsWith: 'begins with',
  gte: 'is at least',
  lte: 'is at most',
  exists: 'is there',
  missing: 'is missing',
} as const;
export type Operator = keyof typeof operators;

/** One line of the form. */
export interface Row {
  /** Keys that lead to the value. */
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly value: Scalar;
}

export const takesValue = (operator: Operator) => operator !== 'exists' && operator !== 'missing';

/** All of the lines have to hold. Undefined where there is none. */
export function filterOfRows(rows: readonly Row[]): Filter | undefined {
  const parts = rows.filter(({ path }) => path.some((key) => key !== '')).map(partOf);
  return (parts.length > 1 ? { and: parts } : parts[0]) as Filter | undefined;
}

function partOf({ path, operator, value }: Row): Part {
  const field = path.length === 1 ? path[0] : path;
  if (operator === 'exists' || operator === 'missing')
    return { field, exists: operator === 'exists' };
  if (operator === 'not') return { not: { field, eq: value } };
  return { field, [operator]: value };
}

/** The lines that a filter comes to; null if the form cannot show it. */
export function rowsOfFilter(filter: Filter | undefined): Row[] | null {
  if (filter === undefined) return [];
  const { and } = filter as Part;
  const parts = Array.isArray(and) ? (and as Part[]) : [filter as Part];
  const rows = parts.map(rowOf);
  return rows.every((row) => row !== null) ? rows : null;
}

function rowOf(part: Part): Row | null {
  if (typeof part !== 'object' || part === null) return null;
  const inner = part.not as Part | undefined;
  if (inner !== undefined) {
    const row = typeof inner === 'object' && inner !== null ? rowOf(inner) : null;
    return row?.operator === 'eq' ? { ...row, operator: 'not' } : null;
  }
  const { field, ...conditions } = part;
  const path = Array.isArray(field) ? field : [field];
  const [given, ...more] = Object.entries(conditions);
  if (given === undefined || more.length > 0 || !path.every((key) => typeof key === 'string'))
    return null;
  const [name, value] = given;
  if (name === 'exists') return { path, operator: value ? 'exists' : 'missing', value: null };
  if (!(name in operators) || !takesValue(name as Operator) || !isScalar(value)) return null;
  return { path, operator: name as Operator, value };
}

const isScalar = (value: unknown): value is Scalar => typeof value !== 'object' || value === null;

/**
 * What somebody who types means: of a field whose values are known, one of those; else a number or
 * a truth where it reads as one.
 */
export function scalarOf(text: string, known: readonly Scalar[]): Scalar {
  const same = known.find((value) => String(value) === text);
  if (same !== undefined) return same;
  if (known.some((value) => typeof value === 'string')) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
