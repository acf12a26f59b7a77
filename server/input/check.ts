import { nearest } from '@selfsame/models';
import { z } from 'zod';
import { JsonInvalidError, OptionInvalidError } from '../errors/request.ts';
import type { PathParameter } from './contract.ts';

/** The first thing that is wrong: where, and what. An unknown key is told with the nearest one. */
function problemOf(
  schema: z.ZodObject,
  error: z.ZodError,
  value: unknown,
): [string | null, string] {
  const issue = error.issues[0]!;
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return [issue.keys[0]!.slice(0, tellable), unknownKey(schema, issue.keys)];
  return [path === '' ? null : path, `is wrong: ${tooLong(value, issue.path) ?? issue.message}`];
}

/** Of a key that is unknown. */
const tellable = 200;

/** A long text is no text any more (`parseBody`), which would not be understood. */
function tooLong(value: unknown, path: readonly PropertyKey[]): string | undefined {
  const at = path.reduce((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], value);
  return at instanceof Error || at instanceof Uint8Array ? 'it is too long' : undefined;
}

function unknownKey(schema: z.ZodObject, [key]: readonly string[]): string {
  const known = Object.keys(schema.shape);
  if (known.length === 0) return 'is unknown; there are no options here';
  return `is unknown; did you mean "${nearest(key!, known)}"`;
}

/** Checks a JSON body against its schema. */
export function checkJson<S extends z.ZodObject>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new JsonInvalidError(...problemOf(schema, result.error, value));
}

const noOptions = z.strictObject({});

/** Checks the options of a query string or a form, all of them strings as they come. */
export function checkQuery(schema: z.ZodObject = noOptions, options: unknown): unknown {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new OptionInvalidError(...problemOf(schema, result.error, options));
}

/** Checks the parameters of the path, each of which has an error of its own. */
export function checkParams(
  parameters: Readonly<Record<string, PathParameter>> = {},
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      checkParameter(parameter, values[name]!),
    ]),
  );
}

export function checkParameter({ schema, refuse }: PathParameter, value: string): string {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuse(value, result.error.issues[0]!.message);
}
