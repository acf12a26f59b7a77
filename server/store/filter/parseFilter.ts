import { nearest } from '@selfsame/models';
import { FilterInvalidError, FilterTooLargeError } from '../../errors/collections.ts';
import { type Filter, ranges } from './filter.ts';

/** Bounds of a filter: of its nesting, of its conditions and values together, and of a string. */
const mostDeep = 8;
export const mostParts = 256;
export const longestText = 1024;
export const longestPath = 8;

const operators = ['eq', 'in', ...Object.keys(ranges), 'startsWith', 'exists'];
const names = ['and', 'or', 'not', 'field', ...operators];

/**
 * Checks a JSON value to be a filter.
 * @throws {FilterInvalidError} {@link FilterTooLargeError} that say where it is not
 */
export function parseFilter(value: unknown): Filter {
  let parts = 0;
  const count = (path: string, n: number) => {
    parts += n;
    if (parts > mostParts)
      throw new FilterTooLargeError(path, `has more than ${mostParts} conditions and values`);
  };

  function filter(part: unknown, path: string, depth: number): void {
    if (typeof part !== 'object' || part === null || Array.isArray(part))
      throw new FilterInvalidError(path, 'is not a JSON object');
    if (depth > mostDeep)
      throw new FilterTooLargeError(path, `is nested more than ${mostDeep} deep`);
    count(path, 1);
    const keys = Object.keys(part);
    const unknown = keys.find((key) => !names.includes(key));
    if (unknown !== undefined) {
      const hint = `did you mean "${nearest(unknown, names)}"`;
      throw new FilterInvalidError(path, `has the unknown key "${unknown.slice(0, 64)}"; ${hint}`);
    }
    const group = keys.find((key) => key === 'and' || key === 'or' || key === 'not');
    if (group === undefined) {
      condition(part as Record<string, unknown>, path);
      return;
    }
    if (keys.length > 1) throw new FilterInvalidError(path, `has more keys beside "${group}"`);
    const inner = (part as Record<string, unknown>)[group];
    if (group === 'not') {
      filter(inner, `${path}.not`, depth + 1);
      return;
    }
    if (!Array.isArray(inner) || inner.length === 0)
      throw new FilterInvalidError(`${path}.${group}`, 'is not a list of filters');
    for (const [i, one] of inner.entries()) filter(one, `${path}.${group}.${i}`, depth + 1);
  }

  function condition(part: Record<string, unknown>, path: string): void {
    const field = Array.isArray(part.field) ? part.field : [part.field];
    if (field.length === 0 || field.length > longestPath || !field.every(isText))
      throw new FilterInvalidError(`${path}.field`, 'is neither a key nor a short list of keys');
    const given = Object.keys(part).filter((key) => key !== 'field');
    if (given.length === 0)
      throw new FilterInvalidError(path, `needs one of ${operators.join(', ')}`);
    // Before its elements are looked at.
    if (isList(part.in)) count(`${path}.in`, part.in.length);
    for (const name of given) {
      const problem = operandProblem(name, part[name]);
      if (problem !== null) throw new FilterInvalidError(`${path}.${name}`, problem);
    }
  }

  filter(value, 'filter', 1);
  return value as Filter;
}

function operandProblem(name: string, value: unknown): string | null {
  if (name === 'exists') return typeof value === 'boolean' ? null : 'is neither true nor false';
  if (name === 'in')
    return isList(value) && value.every(isScalar)
      ? null
      : 'is not a list of strings, numbers, booleans and nulls';
  if (name === 'startsWith') return isText(value) ? null : 'is no string of bounded length';
  if (name === 'eq')
    return isScalar(value) ? null : 'is no string, number, boolean or null of bounded length';
  return isText(value) || isNumber(value) ? null : 'is neither a number nor a short string';
}

/** A long list of numbers in a body comes as a Float64Array. */
const isList = (value: unknown): value is unknown[] =>
  Array.isArray(value) || value instanceof Float64Array;
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown) =>
  typeof value === 'string' && isShort(value) && value.isWellFormed();
/** By code points, as JSON Schema counts. */
const isShort = (text: string) => text.length <= 2 * longestText && [...text].length <= longestText;
const isScalar = (value: unknown) =>
  value === null || typeof value === 'boolean' || isNumber(value) || isText(value);
