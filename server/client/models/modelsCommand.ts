import { ConfigError, callOf, didYouMean } from '@selfsame/models';
import type { Run, TrainerCommands } from './trainerCommands.ts';

interface Subcommand {
  readonly name: string;
  /** For the list of them. */
  readonly about: string;
  /** Imported when it is called. */
  load(trainer: TrainerCommands): Promise<Run>;
}

const subcommands: readonly Subcommand[] = [
  {
    name: 'compare',
    about: 'measure two bundles on the same pictures, and say whether one may replace the other',
    load: async () => (await import('./compareCommand.ts')).compare,
  },
  {
    name: 'import',
    about:
      'make a bundle of an image encoder from elsewhere: ONNX, PyTorch weights, a repository of a hub',
    load: async (trainer) => {
      const { importCommand } = await import('./importCommand.ts');
      return (args) => importCommand(args, trainer);
    },
  },
  {
    name: 'get',
    about: 'fetch an encoder for photographs, and make a bundle of it',
    load: async () => (await import('./getCommand.ts')).get,
  },
  {
    name: 'whiten',
    about: "even out a bundle's embeddings of pictures of yours, as its next version",
    load: ({ whiten }) => whiten(),
  },
  {
    name: 'quantise',
    about: 'have a bundle compute in 8 bits, in less time and memory, as its next version',
    load: ({ quantise }) => quantise(),
  },
  {
    name: 'list',
    about: 'list the models of a running server, with their states',
    load: async () => (await import('./listCommand.ts')).list,
  },
  {
    name: 'activate',
    about: 'have a running server take a model into use: compared, embedded by, switched to',
    load: async () => (await import('./activateCommand.ts')).activate,
  },
  {
    name: 'rollback',
    about: 'have it go back to the model before',
    load: async () => (await import('./rollbackCommand.ts')).rollback,
  },
  {
    name: 'missing',
    about: 'tell what its collections would lack by a model',
    load: async () => (await import('./missingCommand.ts')).missing,
  },
  {
    name: 'drop',
    about: 'drop the vectors that it keeps of a model for a way back',
    load: async () => (await import('./dropCommand.ts')).drop,
  },
  {
    name: 'pause',
    about: 'pause the activation that is under way',
    load: async () => (await import('./jobCommands.ts')).pause,
  },
  {
    name: 'resume',
    about: 'go on with it',
    load: async () => (await import('./jobCommands.ts')).resume,
  },
  {
    name: 'cancel',
    about: 'end and undo it',
    load: async () => (await import('./jobCommands.ts')).cancel,
  },
  {
    name: 'export-pictures',
    about: 'write the pictures that a collection keeps to a folder, to train on',
    load: async () => (await import('./exportPicturesCommand.ts')).exportPicturesCommand,
  },
];

const call = callOf('models');

const usage = `${call} <command> [flags]

${subcommands.map(({ name, about }) => `  ${name.padEnd(15)} ${about}`).join('\n')}

${call} <command> --help says all of one.`;

/** `selfsame models`. @throws {SelfsameError} */
export async function models(
  [name, ...args]: readonly string[],
  trainer: TrainerCommands,
): Promise<void> {
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) return console.log(usage);
  const command = subcommands.find((one) => one.name === name);
  if (command === undefined) {
    const known = subcommands.map((one) => one.name);
    throw new ConfigError([`${name} is no command${didYouMean(name, known)}`], call);
  }
  const run = await command.load(trainer);
  await run(args);
}
