import { readFileSync } from 'node:fs';
import { type SettingName, settingNames } from '../schema.ts';
import { type Given, type Source, unknown } from './given.ts';

/** Reads a JSON file of settings in camel case. */
export function fromFile(path: string): Source {
  try {
    const settings: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
      throw new Error('it is not a JSON object');
    return fromEntries(path, Object.entries(settings));
  } catch (error) {
    return { given: [], problems: [`${path}: ${(error as Error).message}`] };
  }
}

function fromEntries(path: string, entries: readonly [string, unknown][]): Source {
  const given: Given[] = [];
  const problems: string[] = [];
  for (const [key, value] of entries) {
    const from = `"${key}" in ${path}`;
    if (settingNames.includes(key as SettingName))
      given.push({ name: key as SettingName, value, from });
    else problems.push(unknown(key, settingNames, from));
  }
  return { given, problems };
}
