import { type Command, ConfigError, readCommand, settingLines } from '@selfsame/models';
import { z } from 'zod';
import { call, presetOf, withoutConflicts } from './load.ts';
import { type Config, configSchema } from './schema.ts';

const command: Command<typeof configSchema> = { call, settings: configSchema, file: true };

const resumeSchema = configSchema.partial().extend({ resume: z.string().min(1) });
const resumeCommand: Command<typeof resumeSchema> = { call, settings: resumeSchema, file: true };

/** A new run, or the folder of one to go on with; null where help was asked for. */
export type TrainOrder = { readonly config: Config } | { readonly resume: string } | null;

/**
 * What `npm run train` was told: flags win over a file, that over a preset.
 * @throws {ConfigError} listing everything that is wrong
 */
export function readTrain(args: readonly string[]): TrainOrder {
  if (args.some((arg) => /^--resume(=|$)/.test(arg))) return readResume(args);
  const told = readCommand(command, args, { below: presetOf });
  return told && { config: withoutConflicts(told.settings, told) };
}

function readResume(args: readonly string[]): TrainOrder {
  const told = readCommand(resumeCommand, args);
  if (told === null) return null;
  if (Object.keys(told.given).length > 1)
    throw new ConfigError(['--resume takes no other setting: a run goes on with its own'], call);
  return { resume: told.settings.resume };
}

/** The text of `--help`, from the schema. */
export const helpText =
  (): string => `Pretrains an encoder on a folder of pictures and publishes it as a bundle.

  ${call} --data <folder> [flags]
  ${call} --resume <run folder>

  --config                 JSON file of settings, in camel case; flags win over it
${settingLines(configSchema)}`;
