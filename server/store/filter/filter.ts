/**
 * The filter language over items' metadata, as JSON:
 *
 * - `{"field": "kind", "eq": "plant"}` and the like: a condition on the value at `field`, which is
 *   a key, or a path of keys as a list: `["camera", "maker"]`. Of a list in the metadata one
 *   element has to fulfil the condition. Operators in one condition have to hold of one value.
 *   - `eq`, `in`: equal to this, or to one of these: strings, numbers, booleans, null
 *   - `gt`, `gte`, `lt`, `lte`: numbers compare with numbers, strings with strings by code point
 *   - `startsWith`: strings that begin so; with a path, what is in a folder
 *   - `exists`: whether the key is there, null included
 * - `{"and": [...]}`, `{"or": [...]}`, `{"not": ...}` of filters
 *
 * Values of different types are never equal, and a missing value fulfils nothing but
 * `"exists": false`.
 */
export type Filter =
  | Condition
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };

export type Scalar = string | number | boolean | null;

export interface Condition {
  readonly field: string | readonly string[];
  readonly eq?: Scalar;
  readonly in?: Iterable<Scalar>;
  readonly gt?: string | number;
  readonly gte?: string | number;
  readonly lt?: string | number;
  readonly lte?: string | number;
  readonly startsWith?: string;
  readonly exists?: boolean;
}

export const ranges = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
export type Range = keyof typeof ranges;

/** The keys that lead to a condition's value. */
export const pathOf = ({ field }: Condition): readonly string[] =>
  typeof field === 'string' ? [field] : field;
