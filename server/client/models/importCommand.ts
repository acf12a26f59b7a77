import { callOf, modelName, readCommand, scanFolder } from '@selfsame/models';
import {
  fetchEncoder,
  hubEnvironment,
  importEncoder,
  importFlags,
  isHubReference,
  presetLines,
  readHubReference,
  refuseTakenName,
} from '@selfsame/models/import';
import { z } from 'zod';
import { CommandError } from '../../errors/start.ts';
import { createProgress } from '../progress.ts';
import { loadGraph } from './loadGraph.ts';

const call = `${callOf('models')} import`;

const usage = `${call} <encoder.onnx | folder | hf:owner/repository> --name <name> [flags]

Makes a bundle of an image encoder from elsewhere, which is then served, compared and searched by as any
other. Reads the graph, says what it finds, asks for what it cannot know (exit status 2), tries the
result, and publishes it; where anything is wrong, nothing is changed. A folder is read as Hugging Face
has them: config.json, preprocessor_config.json, and the graph in it or in onnx/. Flags win over that. hf:<owner>/<repository>,
with @<revision> and /<graph>.onnx where it is not the usual one, fetches what it takes of such a folder
from huggingface.co, or from HF_ENDPOINT, into the cache that HF_HOME names.

  --name            of the bundle: one that is not taken
  --models          folder of bundles to publish it in (models)
  --preset          how pictures are prepared, where nothing else says so:
${presetLines.map((line) => `                      ${line}`).join('\n')}
  --mean, --std     of red, green and blue, with commas, once pixels are divided by --scale
  --scale           1 or 255 (255)
  --size            side of the pictures that it takes, where its graph leaves that open
  --fit             cover crops what is over, fill distorts, contain fills up with white (cover)
  --resize-shorter  side that pictures are brought to before their middle is cut out (--size)
  --crop-share      the same, said as --size's share of it
  --resampling      bicubic, bilinear, lanczos or area (lanczos)
  --layout          nchw or nhwc, where its graph leaves that open
  --input           the input for pictures, of several
  --output          the embedding, of several outputs
  --pool            of an output of tokens cls (the first) or mean, of a map mean; none
  --no-normalise    its embeddings have length 1 already
  --licence         what is to be noted of its licence
  --whiten          folder of pictures of yours, whose embeddings are evened out: the next version`;

const command = {
  call,
  settings: importFlags.extend({ whiten: z.string().min(1).optional() }),
  word: 'encoder',
};

/**
 * `selfsame models import`.
 * @param loadWhiten `selfsame models whiten`
 * @throws {SelfsameError}
 */
export async function importCommand(
  args: readonly string[],
  loadWhiten: () => Promise<(args: readonly string[]) => Promise<void>>,
): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const {
    settings: { whiten: pictures, ...flags },
    word,
  } = told;
  // What it takes is seen to before anything is made.
  const whiten = pictures === undefined ? undefined : await loadWhiten();
  if (pictures !== undefined) checkPictures(pictures);
  const say = (line: string) => console.log(line);
  await refuseTakenName(flags);
  const source = isHubReference(word)
    ? await fetched(word, say)
    : { path: word, licence: undefined };
  const licence = flags.licence ?? source.licence;
  const { card, dir } = await importEncoder({
    ...{ ...source, flags: { ...flags, licence }, call, load: loadGraph, say },
  });
  const parameters = `${(card.parameters / 1e6).toPrecision(3)} M parameters`;
  console.log(`${modelName(card)}: ${parameters}, published in ${dir}`);
  if (whiten === undefined) console.log(`Serve it: ${callOf('start')} --model ${card.name}`);
  else await whiten([dir, '--data', pictures!, '--models', flags.models]);
}

/** @throws {CommandError} where a folder holds no pictures */
function checkPictures(folder: string): void {
  const refuse = (reason: string, cause?: unknown) => {
    const remedy = 'Name a folder of pictures with --whiten, or leave it out.';
    throw new CommandError(`There are no pictures to whiten by: ${reason}`, remedy, cause);
  };
  try {
    if (scanFolder(folder, { hidden: false }).pictures.length > 0) return;
  } catch (error) {
    refuse((error as Error).message, error);
  }
  refuse(`${folder} has none`);
}

/** Of a hub, what an import takes. */
async function fetched(word: string, say: (line: string) => void) {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  const progress = createProgress(process.stderr, 'fetching', 'MB');
  try {
    const { graphPath, origin, licence } = await fetchEncoder({
      reference: readHubReference(word, call),
      environment: hubEnvironment(process.env),
      say,
      onProgress: (done, total) => progress.update(megabytes(done), megabytes(total)),
    });
    return { path: graphPath, origin, licence };
  } finally {
    progress.stop();
  }
}
