import { readFileSync } from 'node:fs';

/** That of the package this file is of. */
export const version = (): string =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version as string;
