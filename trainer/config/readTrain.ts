import { type Command, readCommand, settingLines } from '@selfsame/models';
import { z } from 'zod';
import { call, presetOf, withoutConflicts } from './load.ts';
import { type Config, configSchema, type Settings } from './schema.ts';

const extra = z.strictObject({
  dryRun: z.boolean().default(false).describe('print what the run would be, and how long it takes'),
});
const command: Command<typeof configSchema, typeof extra> = {
  ...{ call, settings: configSchema, extra, file: true },
};

const resumeSchema = configSchema.partial().extend({ resume: z.string().min(1) });
const resumeCommand: Command<typeof resumeSchema> = { call, settings: resumeSchema, file: true };

/** A run that is to begin. */
export interface NewRun {
  readonly config: Config;
  /** The settings that were given, and those of the preset. */
  readonly chosen: Readonly<Record<string, unknown>>;
  /** Whether the batch is not the default's, nor the preset's. */
  readonly isBatchGiven: boolean;
  /** Whether nothing says how long it goes: then settings that suit the folder are looked for. */
  readonly isOpen: boolean;
  /** Whether it is only to be told what it would be. */
  readonly dryRun: boolean;
  /** The config with other settings in the place of defaults. @throws {ConfigError} */
  readonly over: (standIns: Partial<Settings>) => Config;
}

/** A run that is to go on. */
export interface Resumed {
  readonly resume: string;
  /** In place of what the run was started with. */
  readonly publish?: Config['publish'];
  /** What else was given, which has to be what it was started with. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Null where help was asked for. */
export type TrainOrder = NewRun | Resumed | null;

const lengths: readonly string[] = ['preset', 'epochs', 'steps'];

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
    isBatchGiven: 'batch' in told.given,
    isOpen: !lengths.some((key) => key in told.given),
    dryRun: told.extra.dryRun,
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
  const { resume: _, publish: __, ...given } = told.given;
  return { resume, ...(publish !== undefined && { publish }), given };
}

/** The text of `--help`, from the schema. */
export const helpText =
  (): string => `Pretrains an encoder on a folder of pictures and publishes it as a bundle.

  ${call} --data <folder> [flags]
  ${call} --resume <run folder> [--publish anyway]

Without --preset, --epochs or --steps it looks at the folder and at the machine, chooses what suits
them within --minutes, and tells why. What is given wins.

  --config                 JSON file of settings, in camel case; flags win over it
${settingLines(extra)}
${settingLines(configSchema)}`;
