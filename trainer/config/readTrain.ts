import { type Command, ConfigError, readCommand, settingLines } from '@selfsame/models';
import { z } from 'zod';
import { call, presetOf, withoutConflicts } from './load.ts';
import { type Config, configSchema, type Settings } from './schema.ts';

const command: Command<typeof configSchema> = { call, settings: configSchema, file: true };

const resumeSchema = configSchema.partial().extend({ resume: z.string().min(1) });
const resumeCommand: Command<typeof resumeSchema> = { call, settings: resumeSchema, file: true };

/** A new run, or the folder of one to go on with; null where help was asked for. */
export type TrainOrder =
  | {
      readonly config: Config;
      /** The settings that were given, and those of the preset. */
      readonly chosen: Readonly<Record<string, unknown>>;
      /** The config with other settings in the place of defaults. @throws {ConfigError} */
      readonly over: (standIns: Partial<Settings>) => Config;
    }
  | {
      readonly resume: string;
      /** In place of what the run was started with. */
      readonly publish?: Config['publish'];
    }
  | null;

/**
 * What `npm run train` was told: flags win over a file, that over a preset.
 * @throws {ConfigError} listing everything that is wrong
 */
export function readTrain(args: readonly string[]): TrainOrder {
  if (args.some((arg) => /^--resume(=|$)/.test(arg))) return readResume(args);
  const read = (standIns: Partial<Settings>) =>
    readCommand(command, args, { below: (given) => ({ ...standIns, ...presetOf(given) }) });
  const told = read({});
  if (told === null) return null;
  return {
    config: withoutConflicts(told.settings, told),
    chosen: { ...presetOf(told.given), ...told.given },
    over: (standIns) => {
      const again = read(standIns)!;
      return withoutConflicts(again.settings, again);
    },
  };
}

function readResume(args: readonly string[]): TrainOrder {
  const told = readCommand(resumeCommand, args);
  if (told === null) return null;
  const { resume } = told.settings;
  // What was not given has its default here.
  const publish = 'publish' in told.given ? told.settings.publish : undefined;
  const others = Object.keys(told.given).filter((key) => key !== 'resume' && key !== 'publish');
  if (others.length > 0)
    throw new ConfigError(
      ['--resume takes no other setting but --publish: a run goes on with its own'],
      call,
    );
  return { resume, ...(publish !== undefined && { publish }) };
}

/** The text of `--help`, from the schema. */
export const helpText =
  (): string => `Pretrains an encoder on a folder of pictures and publishes it as a bundle.

  ${call} --data <folder> [flags]
  ${call} --resume <run folder> [--publish anyway]

  --config                 JSON file of settings, in camel case; flags win over it
${settingLines(configSchema)}`;
