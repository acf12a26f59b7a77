import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { type Command, type Found, isList, isSwitch, type Source, takesWord } from './command.ts';
import { fromText } from './fromText.ts';
import { toFlag } from './names.ts';
import { didYouMean } from './nearest.ts';

/** What follows a flag: nothing, a text, or several where it may be given several times. */
type Said = true | string | readonly string[];

export interface CommandLine extends Source {
  /** What is no setting. */
  readonly extra: readonly Found[];
  /** The words beside the flags, no more than the command takes. */
  readonly words: readonly string[];
  /** A file with more settings. */
  readonly file: string | undefined;
  readonly help: boolean;
}

/** Reads `--picture-bytes 1000` and `--picture-bytes=1000`. */
export function fromFlags(
  { settings, flags, extra, word, file }: Command<z.ZodObject>,
  args: readonly string[],
): CommandLine {
  const names = flags ?? Object.keys(settings.shape);
  const schemas = new Map<string, z.core.$ZodType>([
    ...names.map((name) => [toFlag(name), settings.shape[name]!] as const),
    ...Object.entries(extra?.shape ?? {}).map(([name, one]) => [toFlag(name), one] as const),
  ]);
  const known = [...schemas.keys(), ...(file ? ['--config'] : []), '--help', '-h'];
  const said = tokensOf(args, known, schemas);
  const words = said.words.slice(0, wordsOf(word).length);
  const problems = [...said.problems, ...said.words.slice(words.length).map(notAFlag)];
  const found = (name: string): Found[] => {
    const from = toFlag(name);
    const text = said.values.get(from);
    if (text === undefined) return [];
    const value = typeof text === 'string' ? fromText(schemas.get(from)!, text) : text;
    return [{ name, from, value }];
  };
  return {
    found: names.flatMap(found),
    extra: Object.keys(extra?.shape ?? {}).flatMap(found),
    words,
    file: said.values.get('--config') as string | undefined,
    help: said.values.has('--help') || said.values.has('-h'),
    problems,
  };
}

/** What the words beside the flags are. */
export const wordsOf = (word: Command<z.ZodObject>['word']): readonly string[] =>
  word === undefined ? [] : [word].flat();

const notAFlag = (word: string) => `"${word}" is not a flag`;

/** What stands on the command line, by flags as they are written. */
function tokensOf(
  args: readonly string[],
  known: readonly string[],
  schemas: ReadonlyMap<string, z.core.$ZodType>,
): { values: Map<string, Said>; words: string[]; problems: string[] } {
  const isBare = (flag: string) =>
    flag === '--help' || flag === '-h' || (schemas.has(flag) && isSwitch(schemas.get(flag)!));
  const { tokens } = parseArgs({
    args: [...args],
    options: optionsOf(known, isBare),
    strict: false,
    tokens: true,
  });
  const values = new Map<string, Said>();
  const words: string[] = [];
  const problems: string[] = [];
  let before: { readonly flag: string; readonly index: number } | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      const flag = before?.index === token.index - 1 ? before.flag : undefined;
      // What follows an unknown flag is most likely its value.
      if (flag === undefined || (known.includes(flag) && !says(flag, token.value)))
        words.push(token.value);
      else if (known.includes(flag)) values.set(flag, token.value);
    }
    if (token.kind !== 'option') continue;
    const { rawName: flag, value, inlineValue } = token;
    // `--run --seed 1`: the next flag was taken as the value.
    const hasValue = value !== undefined && value !== '' && (inlineValue || !/^--\w/.test(value));
    const several = schemas.has(flag) && isList(schemas.get(flag)!);
    before = { flag, index: token.index };
    if (!known.includes(flag)) problems.push(`${flag} is unknown${didYouMean(flag, known)}`);
    else if (values.has(flag) && !several) problems.push(`${flag} is given twice`);
    else if (isBare(flag) && value !== undefined && !says(flag, value))
      problems.push(`${flag} takes no value`);
    else if (!isBare(flag) && !hasValue) problems.push(`${flag} needs a value`);
    else if (several) values.set(flag, [...((values.get(flag) as string[]) ?? []), value!]);
    else values.set(flag, value ?? true);
  }
  return { values, words, problems };

  /** Whether a flag that needs no value may have this one. */
  function says(flag: string, text: string): boolean {
    const schema = schemas.get(flag);
    return schema !== undefined && isBare(flag) && takesWord(schema, text);
  }
}

const optionsOf = (known: readonly string[], isBare: (flag: string) => boolean) =>
  Object.fromEntries(
    known
      .filter((flag) => flag.startsWith('--'))
      .map((flag) => [
        flag.slice(2),
        { type: isBare(flag) ? ('boolean' as const) : ('string' as const) },
      ]),
  );
