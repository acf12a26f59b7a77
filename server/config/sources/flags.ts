import { parseArgs } from 'node:util';
import { type SettingName, secrets, settingNames, toFlag } from '../schema.ts';
import { fromText, type Given, type Source, unknown } from './given.ts';

/** The settings that may be flags. */
export const flagNames = settingNames.filter((name) => !secrets.includes(name));

export interface Flags extends Source {
  /** To check the data folder and exit. */
  readonly check: boolean;
  /** A new folder to copy what can be read of the data folder into, to exit then. */
  readonly salvage: string | undefined;
  /** A file with more settings. */
  readonly file: string | undefined;
}

const nameOf = new Map<string, SettingName>(flagNames.map((name) => [toFlag(name), name]));
const switches = ['insecure', 'check'];
const known = [...nameOf.keys(), 'check', 'salvage', 'config'];
const flags = known.map((flag) => `--${flag}`);
const options = Object.fromEntries(
  known.map((flag) => [
    flag,
    { type: switches.includes(flag) ? ('boolean' as const) : ('string' as const) },
  ]),
);

/** Reads `--picture-bytes 1000` and `--picture-bytes=1000`. */
export function fromFlags(args: readonly string[]): Flags {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const found = new Map<string, string | true>();
  const problems: string[] = [];
  let afterUnknown: number | undefined;
  for (const token of tokens) {
    // What follows an unknown flag is most likely its value.
    if (token.kind === 'positional' && token.index !== afterUnknown)
      problems.push(`"${token.value}" is not a flag`);
    if (token.kind !== 'option') continue;
    const { name: flag, rawName, value } = token;
    const isSwitch = switches.includes(flag);
    if (!known.includes(flag)) {
      afterUnknown = token.index + 1;
      problems.push(unknown(rawName, flags));
    } else if (found.has(flag)) problems.push(`--${flag} is given twice`);
    else if (isSwitch && value !== undefined) problems.push(`--${flag} takes no value`);
    else if (!isSwitch && !value) problems.push(`--${flag} wants a value`);
    else found.set(flag, value ?? true);
  }
  const check = found.delete('check');
  const file = found.get('config') as string | undefined;
  const salvage = found.get('salvage') as string | undefined;
  found.delete('config');
  found.delete('salvage');
  const given = [...found].map(([flag, value]): Given => {
    const name = nameOf.get(flag)!;
    return { name, value: value === true ? value : fromText(name, value), from: `--${flag}` };
  });
  return { given, problems, check, salvage, file };
}
