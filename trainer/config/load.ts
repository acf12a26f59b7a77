import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { type PresetName, presets } from '../presets/presets.ts';
import { conflicts } from './conflicts.ts';
import { coerce, type Flags, toFlag } from './flags.ts';
import { nearest } from './nearest.ts';
import { type Config, configKeys, configSchema, type Settings } from './schema.ts';

/**
 * Settings from a preset, overridden by a config file's, overridden by flags.
 * @throws {ConfigError} listing every unknown key and every value that cannot be used
 */
export function loadConfig(flags: Flags['values'], file?: string): Config {
  const fromFile = file === undefined ? {} : readJson(file);
  const given = { ...fromFile, ...coerce(flags, configSchema) };
  // A preset that does not exist is the schema's to refuse.
  const preset = presetSettings[String(given.preset) as PresetName];
  return checkConfig({ ...preset, ...given });
}

/** Where the compiler checks that presets are settings. */
const presetSettings: Record<PresetName, Partial<Settings>> = presets;

/** Fills in the defaults. */
export function checkConfig(settings: Record<string, unknown>): Config {
  const parsed = configSchema.safeParse(settings);
  if (parsed.success) {
    const problems = conflicts(parsed.data);
    if (problems.length > 0) throw new ConfigError(problems);
    return parsed.data;
  }
  throw new ConfigError(parsed.error.issues.flatMap(describe));
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key} is unknown${nearest(key, configKeys)}`);
  }
  const key = String(issue.path[0]);
  return [`${key} (--${toFlag(key)}): ${issue.message}`];
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
    throw new Error('it is not a JSON object');
  } catch (error) {
    throw new ConfigError([`${file}: ${(error as Error).message}`]);
  }
}
