import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { nearest } from './nearest.ts';

export const toFlag = (key: string) =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What stood on the command line: settings as text, and switches. */
export interface Flags {
  readonly values: Record<string, string>;
  readonly switches: ReadonlySet<string>;
}

/**
 * Reads `--key value` and `--key=value` flags.
 * @param keys settings, in camel case; @param switches flags without a value
 * @throws {ConfigError} naming the nearest flag to each unknown one
 */
export function readFlags(
  args: readonly string[],
  keys: readonly string[],
  switches: readonly string[],
): Flags {
  const keyOf = new Map(keys.map((key) => [toFlag(key), key]));
  const known = [...keyOf.keys(), ...switches];
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries([
      ...[...keyOf.keys()].map((flag) => [flag, { type: 'string' as const }]),
      ...switches.map((flag) => [flag, { type: 'boolean' as const }]),
    ]),
    strict: false,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const given = new Set<string>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`'${token.value}' is not a flag`);
    if (token.kind !== 'option') continue;
    const key = keyOf.get(token.name);
    if (key && token.value !== undefined && !isFlag(token)) values[key] = token.value;
    else if (key) problems.push(`--${token.name} needs a value`);
    else if (switches.includes(token.name)) given.add(token.name);
    else problems.push(`--${token.name} is unknown${nearest(token.name, known, '--')}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return { values, switches: given };
}

/** `--run --seed 1`: the next flag was taken as the value. */
function isFlag({
  value,
  inlineValue,
}: {
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}) {
  return !inlineValue && value !== undefined && value.startsWith('--');
}

/** Text to a number or a boolean, where the schema takes no text; the rest is for it to refuse. */
export function coerce(
  values: Record<string, string>,
  schema: z.ZodObject,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, text]) => {
      const takesText = (schema.shape[key] as z.ZodType).safeParse(text).success;
      if (!takesText && ['true', 'false'].includes(text)) return [key, text === 'true'];
      const number = Number(text);
      return [key, takesText || text.trim() === '' || Number.isNaN(number) ? text : number];
    }),
  );
}
