import { type Command, ConfigError, callOf, readCommand, settingLines } from '@selfsame/models';
import { z } from 'zod';
import { hasPassword } from '../store/postgres/address.ts';
import { type Limits, limitSettings } from './limits.ts';
import { isLoopback } from './loopback.ts';
import { configSchema, type Settings, secrets, settingNames } from './schema.ts';

const extraSchema = z.strictObject({
  check: z.boolean().default(false).describe('check the data folder, say what is wrong, and exit'),
  salvage: z
    .string()
    .min(1)
    .optional()
    .describe('copy what can be read of a damaged data folder into a new one, and exit'),
});

const call = callOf('start');

const command: Command<typeof configSchema, typeof extraSchema> = {
  call,
  settings: configSchema,
  flags: settingNames.filter((name) => !secrets.includes(name)),
  extra: extraSchema,
  file: true,
  variables: true,
};

/** The server's settings, with its bounds by themselves, and what else it may be asked to do. */
export type Config = Readonly<Omit<Settings, keyof Limits>> &
  Readonly<z.output<typeof extraSchema>> & { readonly limits: Limits };

/**
 * The settings: flags win over the environment, that over the file, that over the defaults.
 * @returns null where it was asked for help
 * @throws {ConfigError} with everything that is wrong anywhere, and where
 */
export function loadConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Config | null {
  const told = readCommand(command, args, { environment });
  if (told === null) return null;
  const { settings, extra } = told;
  const conflicts = [...conflictsOf(settings), ...conflictsOfStore(settings, extra, args)];
  if (conflicts.length > 0) throw new ConfigError(conflicts, call);
  return { ...settings, ...extra, limits: z.object(limitSettings).parse(settings) };
}

/** Settings that are good by themselves but not together. */
function conflictsOf({ host, insecure, apiKeys, headersMs, requestMs }: Settings): string[] {
  const conflicts: string[] = [];
  if (!isLoopback(host) && !insecure && apiKeys.length === 0) {
    conflicts.push(
      `host: binding to ${host} would let everyone who can reach this machine read, change and delete the indexed pictures. Set SELFSAME_API_KEYS, bind to 127.0.0.1, or add --insecure if something in front of the server decides who gets in`,
    );
  }
  if (headersMs > requestMs)
    conflicts.push(`headersMs: ${headersMs} is more than requestMs, ${requestMs}`);
  return conflicts;
}

/** What the database of --store does not go with, and what does not go without it. */
function conflictsOfStore(
  { store, pictures }: Settings,
  { check, salvage }: z.output<typeof extraSchema>,
  args: readonly string[],
): string[] {
  if (store === undefined)
    return pictures === undefined
      ? []
      : [
          'pictures: a data folder keeps its pictures itself. Leave it out, or have the index in a database: SELFSAME_STORE=postgres://user@host/database',
        ];
  const conflicts: string[] = [];
  if (hasPassword(store) && args.some((arg) => arg.endsWith(store)))
    conflicts.push(
      'store: everyone on this machine can read the password of a flag. Set SELFSAME_STORE, or leave it to ~/.pgpass or PGPASSWORD',
    );
  for (const [flag, given] of Object.entries({ check, salvage }))
    if (given)
      conflicts.push(`store: --${flag} is for data folders; a database has tools of its own`);
  return conflicts;
}

/** The text of `--help`, from the schemas. */
export const helpText = (): string => `Serves an image encoder and a similarity index over HTTP.

  ${call} [flags]

  --config                 JSON file of settings, in camel case: {"pictureBytes": 1000000}
${settingLines(extraSchema)}
${settingLines(configSchema, secrets)}

Each setting may also stand in the environment: --picture-bytes is SELFSAME_PICTURE_BYTES. Flags win
over the environment, the environment over the file. Keys are never flags, which everyone on the
machine can read.`;
