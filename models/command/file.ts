import { readFileSync } from 'node:fs';
import type { Found, Source } from './command.ts';
import { didYouMean } from './nearest.ts';

/** Reads a JSON file of settings, by their names in camel case. */
export function fromFile(path: string, names: readonly string[]): Source {
  let settings: unknown;
  try {
    settings = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
      throw new Error('it is not a JSON object');
  } catch (error) {
    return { found: [], problems: [`${path}: ${(error as Error).message}`] };
  }
  const found: Found[] = [];
  const problems: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    const from = `"${name}" in ${path}`;
    if (names.includes(name)) found.push({ name, value, from });
    else problems.push(`${from} is unknown${didYouMean(name, names)}`);
  }
  return { found, problems };
}
