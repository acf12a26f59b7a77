import { parseArgs } from 'node:util';
import { FlagError } from '../errors/FlagError.ts';
import { OpenAddressError } from '../errors/OpenAddressError.ts';
import type { Config } from './config.ts';
import { configSchema, isLoopback } from './config.ts';
import { nearest } from './nearest.ts';

const switches = ['insecure', 'check'];
const names = Object.keys(configSchema.shape);

/** The settings from command-line arguments; `help` if that is what is asked for. */
export function readFlags(args: readonly string[]): Config | 'help' {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      names.map((name) => [
        name,
        { type: switches.includes(name) ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const given: Record<string, string | boolean> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') throw new FlagError(`"${token.value}" is not a flag`);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (!names.includes(name))
      throw new FlagError(
        `The flag ${rawName} is unknown`,
        `Did you mean --${nearest(name, names)}? See node server/main.ts --help.`,
      );
    if (name in given) throw new FlagError(`The flag --${name} is given twice`);
    if (switches.includes(name)) {
      if (value !== undefined) throw new FlagError(`The flag --${name} takes no value`);
    } else if (value === undefined || value === '') {
      throw new FlagError(`The flag --${name} wants a value`);
    }
    given[name] = value ?? true;
  }
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) throw new FlagError(parsed.error.issues.map((i) => i.message).join('; '));
  const config = parsed.data;
  if (!isLoopback(config.host) && !config.insecure) throw new OpenAddressError(config.host);
  return config;
}

export function helpText(): string {
  const lines = Object.entries(configSchema.shape).map(
    ([name, schema]) => `  --${name.padEnd(10)} ${schema.description}`,
  );
  return ['Serves an image encoder and a similarity index over HTTP.', '', ...lines].join('\n');
}
