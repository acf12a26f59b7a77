import {
  callOf,
  findBundle,
  modelFolders,
  modelName,
  readCommand,
  readPicture,
} from '@selfsame/models';
import { z } from 'zod';
import { openAlone } from './alone.ts';
import { callerOf, usualUrl } from './call.ts';

const call = callOf('embed');

const usage = `${call} <picture> [flags]

Prints the embedding of a picture, as a JSON list. A running server embeds it; with --model it is done
here, without one.

  --model   a bundle: 'name' (newest version), 'name/version', or the path of its folder
  --models  folder of bundles (default: ./models and the shipped ones)
  --json    print {"model", "dimensions", "embedding"} in its place
  --url     of the server (${usualUrl}); an API key is read from SELFSAME_API_KEY

Embeddings of all pictures in a folder, as .npy and .tsv files, with their paths:

  ${call} --model <bundle> --data <folder> --out <folder>   (--help --out for its flags)`;

const command = {
  call,
  settings: z.strictObject({
    model: z.string().min(1).optional(),
    models: z.string().min(1).optional().transform(modelFolders),
    json: z.boolean().default(false),
    url: z.string().default(usualUrl),
  }),
  word: 'picture',
};

interface Embedded {
  readonly model: string;
  readonly embedding: readonly number[];
}

/** `selfsame embed <picture>`. @throws {SelfsameError} */
export async function embedPicture(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { model, models, json, url } = told.settings;
  const { embedding, ...made } =
    model === undefined ? await byServer(url, told.word) : await here(models, model, told.word);
  const answer = { ...made, dimensions: embedding.length, embedding };
  console.log(JSON.stringify(json ? answer : embedding));
}

async function byServer(url: string, picture: string): Promise<Embedded> {
  const bytes = Buffer.from(await readPicture(picture));
  const answer = await callerOf(url)<{
    model: string;
    data: readonly { embedding: readonly number[] }[];
  }>('POST', '/v1/embeddings', bytes);
  return { model: answer.model, embedding: answer.data[0]!.embedding };
}

async function here(models: readonly string[], model: string, picture: string): Promise<Embedded> {
  const bundle = await findBundle(models, model);
  const alone = await openAlone(bundle);
  try {
    return {
      model: modelName(bundle.card),
      embedding: [...(await alone.embed(await readPicture(picture)))],
    };
  } finally {
    await alone.close();
  }
}
