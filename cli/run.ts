import { ConfigError, didYouMean, runCommand, version } from '@selfsame/models';
import { commands } from './commands.ts';

const help = `selfsame ${version()}: self-supervised image similarity

  selfsame <command> [flags]

${commands.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

  selfsame <command> --help says all of one; --version tells the version.`;

/** Does what the words after `selfsame` say. */
export const run = ([name, ...args]: readonly string[]) =>
  runCommand(async () => {
    if (name === undefined || ['--help', '-h', 'help'].includes(name)) return console.log(help);
    if (['--version', '-V'].includes(name)) return console.log(version());
    const command = commands.find((one) => one.name === name);
    if (command === undefined) throw unknownCommand(name);
    const runOne = await command.load();
    await runOne(args);
  });

function unknownCommand(name: string): ConfigError {
  const known = commands.map((one) => one.name);
  return new ConfigError([`${name} is no command${didYouMean(name, known)}`], 'selfsame');
}
