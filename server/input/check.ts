import type { z } from 'zod';
import { nearest } from '../config/nearest.ts';
import { JsonInvalidError } from '../errors/JsonInvalidError.ts';
import { OptionInvalidError } from '../errors/OptionInvalidError.ts';

/** The first thing that is wrong: where, and what. An unknown key is told with the nearest one. */
function problemOf(schema: z.ZodObject, error: z.ZodError): [string | null, string] {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    return [key, `is unknown; did you mean "${nearest(key, Object.keys(schema.shape))}"`];
  }
  const path = issue.path.join('.');
  return [path === '' ? null : path, `is wrong: ${issue.message}`];
}

/** Checks a JSON body against its schema. */
export function checkJson<S extends z.ZodObject>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new JsonInvalidError(...problemOf(schema, result.error));
}

/** Checks the options of a query string or a form, all of them strings as they come. */
export function checkOptions<S extends z.ZodObject>(schema: S, options: unknown): z.output<S> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new OptionInvalidError(...problemOf(schema, result.error));
}
