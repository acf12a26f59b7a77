import { statSync } from 'node:fs';
import {
  ConfigError,
  callOf,
  endOnInterrupt,
  modelName,
  readCommand,
  scanFolder,
  startCall,
  toFlag,
} from '@selfsame/models';
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
import { tensorFormat } from '@selfsame/models/torch';
import { z } from 'zod';
import { CommandError } from '../../errors/start.ts';
import { createProgress } from '../progress.ts';
import { importCheckpoint } from './importCheckpoint.ts';
import { loadGraph, loadText } from './loadGraph.ts';
import type { TrainerCommands } from './trainerCommands.ts';

const call = `${callOf('models')} import`;

const usage = `${call} <encoder.onnx | checkpoint.pth | folder | hf:owner/repository> --name <name> [flags]

Makes a bundle of an image encoder from elsewhere, which is then served, compared and searched by as any
other. Reads the graph, says what it finds, asks for what it cannot know (exit status 2), tries the
result, and publishes it; where anything is wrong, nothing is changed. A folder is read as Hugging Face
has them: config.json, preprocessor_config.json, and the graph in it or in onnx/. Flags win over that. hf:<owner>/<repository>,
with @<revision> and /<graph>.onnx where it is not the usual one, fetches what it takes of such a folder
from huggingface.co, or from HF_ENDPOINT, into the cache that HF_HOME names. A checkpoint of PyTorch's
(.pth, .safetensors) is read for its tensors alone, those of a ResNet-18, 34 or 50.

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
  --with-text       its text tower too, text_model.onnx and tokenizer.json: search by words
  --licence         what is to be noted of its licence
  --prefix          of a checkpoint's tensors, where there are several networks: backbone.
  --stem-padding    of a checkpoint with a 3 x 3 stem (1): 2 for solo-learn's of CIFAR
  --whiten          folder of pictures of yours, whose embeddings are evened out: the next version`;

const command = {
  call,
  settings: importFlags.extend({
    whiten: z.string().min(1).optional(),
    prefix: z.string().optional(),
    stemPadding: z.number().int().min(1).max(3).optional(),
  }),
  word: 'encoder',
};

/** `selfsame models import`. @throws {SelfsameError} */
export async function importCommand(
  args: readonly string[],
  trainer: Pick<TrainerCommands, 'whiten' | 'checkpointEncoder'>,
): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const {
    settings: { whiten: pictures, prefix, stemPadding, ...flags },
    word,
  } = told;
  endOnInterrupt('broken off; nothing was published, and what was fetched of a hub is kept');
  const isCheckpoint = !isHubReference(word) && isTensorFile(word);
  if (isCheckpoint && flags.withText)
    throw new ConfigError(
      [`withText (--with-text): ${word} is a checkpoint, of pictures alone`],
      call,
    );
  if (!isCheckpoint) refuseOfCheckpoints({ prefix, stemPadding }, word);
  // What it takes is seen to before anything is made.
  const whiten = pictures === undefined ? undefined : await trainer.whiten();
  if (pictures !== undefined) checkPictures(pictures);
  const say = (line: string) => console.log(line);
  await refuseTakenName(flags);
  const source = isHubReference(word)
    ? await fetched(word, flags.withText, say)
    : { path: word, licence: undefined };
  const licence = flags.licence ?? source.licence;
  const options = { ...source, flags: { ...flags, licence }, call, load: loadGraph, loadText, say };
  const checkpoint = { size: flags.size, prefix, stemPadding };
  const bundle = isCheckpoint
    ? await importCheckpoint(options, checkpoint, await trainer.checkpointEncoder())
    : await importEncoder(options);
  const { card, dir } = bundle;
  const parameters = `${(card.parameters / 1e6).toPrecision(3)} M parameters`;
  console.log(`${modelName(card)}: ${parameters}, published in ${dir}`);
  if (whiten) await whiten([dir, '--data', pictures!, '--models', flags.models]);
  else console.log(`Serve it: ${startCall(bundle)}`);
  if (card.text) console.log(`Then search by words: ${callOf('search')} --text "a red boat"`);
}

const isTensorFile = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true && tensorFormat(path) !== null;

/** @throws {ConfigError} where a flag is told that is for checkpoints alone */
function refuseOfCheckpoints(flags: Readonly<Record<string, unknown>>, word: string): void {
  const told = Object.keys(flags).filter((key) => flags[key] !== undefined);
  const problems = told.map((key) => `${key} (${toFlag(key)}): ${word} is no PyTorch checkpoint`);
  if (problems.length > 0) throw new ConfigError(problems, call);
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
async function fetched(word: string, withText: boolean, say: (line: string) => void) {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  const progress = createProgress(process.stderr, 'fetching', 'MB');
  try {
    const { graphPath, origin, licence } = await fetchEncoder({
      reference: readHubReference(word, call),
      environment: hubEnvironment(process.env),
      withText,
      say,
      onProgress: (done, total) => progress.update(megabytes(done), megabytes(total)),
    });
    return { path: graphPath, origin, licence };
  } finally {
    progress.stop();
  }
}
