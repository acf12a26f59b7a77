import { readFileSync } from 'node:fs';

/** That of selfsame: of the package.json above models/, in a clone and in a package. */
export const version = (): string =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version as string;
