import { ConfigError, callOf, checkSettings } from '@selfsame/models';
import { type PresetName, presets } from '../presets/presets.ts';
import { conflicts } from './conflicts.ts';
import { type Config, configSchema, type Settings } from './schema.ts';

export const call = callOf('train');

/** Where the compiler checks that presets are settings. */
const presetSettings: Record<PresetName, Partial<Settings>> = presets;

/** The settings of the preset that is named, if any is; one that does not exist is the schema's to refuse. */
export const presetOf = ({ preset }: { readonly preset?: unknown }): Partial<Settings> =>
  presetSettings[String(preset) as PresetName] ?? {};

/**
 * Fills in the defaults.
 * @throws {ConfigError} listing every unknown key and every value that cannot be used
 */
export const checkConfig = (settings: object): Config =>
  withoutConflicts(checkSettings({ call, settings: configSchema }, settings));

/** @throws {ConfigError} where settings are good by themselves but not together */
export function withoutConflicts(config: Config): Config {
  const problems = conflicts(config);
  if (problems.length > 0) throw new ConfigError(problems, call);
  return config;
}
