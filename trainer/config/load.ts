import { ConfigError, callOf, checkSettings } from '@selfsame/models';
import { type PresetName, presets } from '../presets/presets.ts';
import { conflicts, type Said } from './conflicts.ts';
import { foreignSettings } from './ownSettings.ts';
import { type Config, configSchema, type Settings } from './schema.ts';

export const call = callOf('train');

/** Where the compiler checks that presets are settings. */
const presetSettings: Record<PresetName, Partial<Settings>> = presets;

/**
 * The settings of the preset that is named, if any is, without those that are of another loss or
 * optimiser than the one that is given in its place. A preset that does not exist is the schema's to
 * refuse.
 */
export function presetOf(
  given: Readonly<Partial<Record<'preset' | 'loss' | 'optimizer', unknown>>>,
): Partial<Settings> {
  const preset = presetSettings[String(given.preset) as PresetName] ?? {};
  const foreign = foreignSettings({ ...preset, ...given }).map(({ setting }) => setting as string);
  return Object.fromEntries(Object.entries(preset).filter(([key]) => !foreign.includes(key)));
}

/**
 * Fills in the defaults.
 * @throws {ConfigError} listing every unknown key and every value that cannot be used
 */
export const checkConfig = (settings: object): Config =>
  withoutConflicts(checkSettings({ call, settings: configSchema }, settings));

/**
 * @param said by whoever gave them, if anybody did: settings that would do nothing are refused then
 * @throws {ConfigError} where settings are good by themselves but not together
 */
export function withoutConflicts(config: Config, said: Said = { given: {}, flags: [] }): Config {
  const problems = conflicts(config, said);
  if (problems.length > 0) throw new ConfigError(problems, call);
  return config;
}
