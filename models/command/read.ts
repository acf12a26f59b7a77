import type { z } from 'zod';
import { ConfigError } from '../errors/config.ts';
import type { Command, Found, Source } from './command.ts';
import { fromEnvironment } from './environment.ts';
import { fromFile } from './file.ts';
import { fromFlags, wordsOf } from './flags.ts';
import { toFlag } from './names.ts';
import { didYouMean } from './nearest.ts';

/** What a command was told. */
export interface Told<Settings extends z.ZodObject, Extra extends z.ZodObject> {
  readonly settings: z.output<Settings>;
  /** The settings that were given, as they were given. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Names of those that were given by flags. */
  readonly flags: readonly string[];
  readonly extra: z.output<Extra>;
  /** The words beside the flags, and the first of them; '' of a command that takes none. */
  readonly words: readonly string[];
  readonly word: string;
}

export interface ReadOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Settings that those given win over, of what was given: a preset's. */
  readonly below?: (given: Readonly<Record<string, unknown>>) => object;
}

/**
 * What a command was told: flags win over the environment, that over the file, that over the
 * defaults.
 * @returns null where it was asked for help
 * @throws {ConfigError} with everything that is wrong anywhere, and where
 */
export function readCommand<Settings extends z.ZodObject, Extra extends z.ZodObject>(
  command: Command<Settings, Extra>,
  args: readonly string[],
  { environment = {}, below = () => ({}) }: ReadOptions = {},
): Told<Settings, Extra> | null {
  const line = fromFlags(command, args);
  if (line.help) return null;
  const sources: Source[] = [line];
  if (command.variables) sources.unshift(fromEnvironment(command.settings, environment));
  if (line.file !== undefined)
    sources.unshift(fromFile(line.file, Object.keys(command.settings.shape)));
  const found = sources.flatMap((source) => source.found);
  const problems = sources.flatMap((source) => source.problems);
  const words = wordsOf(command.word);
  const call = [command.call, ...words.map((word) => `<${word}>`)].join(' ');
  const wanted = words.slice(line.words.length).filter((word) => !word.endsWith('?'));
  for (const word of wanted) problems.push(`a ${word} is wanted: ${call}`);

  const given = valuesOf(found);
  const values = { ...below(given), ...given };
  const extra = valuesOf(line.extra);
  problems.push(
    ...problemsOf(command.settings, values, found),
    ...(command.extra ? problemsOf(command.extra, extra, line.extra) : []),
  );
  if (problems.length > 0) throw new ConfigError(problems, command.call);
  return {
    settings: command.settings.parse(values) as z.output<Settings>,
    given,
    flags: line.found.map(({ name }) => name),
    extra: (command.extra?.parse(extra) ?? {}) as z.output<Extra>,
    words: line.words,
    word: line.words[0] ?? '',
  };
}

const valuesOf = (found: readonly Found[]) =>
  Object.fromEntries(found.map(({ name, value }) => [name, value]));

/** What is wrong with values, those that another source overrides included. */
function problemsOf(schema: z.ZodObject, values: object, found: readonly Found[]): string[] {
  const wrong = new Set<string>();
  const told = found.flatMap(({ name, value, from }) =>
    issuesOf(schema.shape[name] as z.ZodType, value).map(({ message }) => {
      wrong.add(name);
      // The value itself may be a secret and is left out.
      return `${from}: ${message}`;
    }),
  );
  const others = issuesOf(schema, values).filter(({ path }) => !wrong.has(String(path[0])));
  return [...told, ...others.flatMap((issue) => describe(issue, schema))];
}

/** Settings that were told in no words. @throws {ConfigError} as `readCommand` does */
export function checkSettings<Settings extends z.ZodObject>(
  { settings, call }: Command<Settings>,
  values: object,
): z.output<Settings> {
  const parsed = settings.safeParse(values);
  if (parsed.success) return parsed.data as z.output<Settings>;
  throw new ConfigError(
    parsed.error.issues.flatMap((issue) => describe(issue, settings)),
    call,
  );
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodObject): string[] {
  if (issue.code !== 'unrecognized_keys')
    return [`${toFlag(String(issue.path[0]))}: ${issue.message}`];
  const known = Object.keys(schema.shape);
  return issue.keys.map((key) => `${key} is unknown${didYouMean(key, known)}`);
}

const issuesOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues ?? [];
