import type { Scalar } from './rows.ts';

/** What is known of a field that occurs. */
export interface Field {
  readonly path: readonly string[];
  /** How it is called: the keys that lead to it. */
  readonly label: string;
  /** Values that occur, the most frequent first. */
  readonly values: readonly Scalar[];
}

/** As many as are looked through by eye. */
const mostValues = 100;

const labelOf = (path: readonly string[]) => path.join(' › ');

/** The fields of items' metadata, those that most items have first. */
export function fieldsOf(metadata: readonly object[]): Field[] {
  const found = new Map<string, { path: string[]; items: number; values: Map<Scalar, number> }>();

  function look(value: unknown, path: string[]): void {
    if (Array.isArray(value)) {
      // One element has to fulfil a condition.
      for (const element of value) if (!isObject(element)) note(element, path);
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) look(inner, [...path, key]);
    } else note(value, path);
  }

  function note(value: unknown, path: string[]): void {
    const key = JSON.stringify(path);
    const field = found.get(key) ?? { path, items: 0, values: new Map<Scalar, number>() };
    field.items++;
    field.values.set(value as Scalar, (field.values.get(value as Scalar) ?? 0) + 1);
    found.set(key, field);
  }

  for (const one of metadata) look(one, []);
  return [...found.values()]
    .toSorted((a, b) => b.items - a.items)
    .map(({ path, values }) => ({
      path,
      label: labelOf(path),
      values: [...values]
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, mostValues)
        .map(([value]) => value),
    }));
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The field that is called so; of one that is not known, its only key. */
export const pathOf = (label: string, fields: readonly Field[]): readonly string[] =>
  fields.find((field) => field.label === label)?.path ?? [label];

export { labelOf };
