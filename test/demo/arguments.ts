import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/**
 * What a script was told: its flags, and at most so many words beside them. --help prints what it
 * takes and ends it, as does, with exit status 2, what it does not take.
 */
export function argumentsOf<Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  most: number,
) {
  const help = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, words } = parsed(usage, { ...options, ...help }, most);
  if ((values as { readonly help?: boolean }).help) {
    console.log(usage);
    process.exit();
  }
  return { values, words };
}

function parsed<Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  most: number,
) {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > most) throw new Error(`${positionals[most]} is one word too many`);
    return { values, words: positionals };
  } catch (error) {
    console.error(`error: ${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
