import { ConfigError, callOf, didYouMean } from '@selfsame/models';

interface Subcommand {
  readonly name: string;
  /** For the list of them. */
  readonly about: string;
  /** Imported when it is called. */
  load(): Promise<(args: readonly string[]) => Promise<void>>;
}

const subcommands: readonly Subcommand[] = [
  {
    name: 'compare',
    about: 'measure two bundles on the same pictures, and say whether one may replace the other',
    load: async () => (await import('./compareCommand.ts')).compare,
  },
];

const call = callOf('models');

const usage = `${call} <command> [flags]

${subcommands.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

${call} <command> --help says all of one.`;

/** `selfsame models`. @throws {SelfsameError} */
export async function models([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) return console.log(usage);
  const command = subcommands.find((one) => one.name === name);
  if (command === undefined) {
    const known = subcommands.map((one) => one.name);
    throw new ConfigError([`${name} is no command${didYouMean(name, known)}`], call);
  }
  const run = await command.load();
  await run(args);
}
