import {
  ConfigError,
  callOf,
  modelFolders,
  printable,
  readCommand,
  readPicture,
} from '@selfsame/models';
import { z } from 'zod';
import { callerOf, usualUrl } from './call.ts';
import { type Found, searchFolder } from './searchFolder.ts';

const call = callOf('search');

const usage = `${call} <picture> [flags]
${call} --text "a red boat" [flags]
${call} <picture> --model <bundle> --in <folder> [flags]

Prints what is most like a picture, or like words where the server's model takes them, a line each: cosine
similarity and id. A running server is asked for the nearest of what is indexed; with --model the pictures in a folder are looked through here,
without a server and without an index.

  --text        words, in place of a picture
  --k           how many (10)
  --min-score   the least similarity
  --json        print the answer as JSON
  --url         of the server (${usualUrl}); an API key is read from SELFSAME_API_KEY
  --collection  of the server (default)
  --filter      only items whose metadata passes, as JSON: '{"field": "path", "startsWith": "2024/"}'
  --model       a bundle: 'name' (newest version), 'name/version', or the path of its folder
  --models      folder of bundles (default: ./models and the shipped ones)
  --in          folder of pictures, and all folders below`;

const score = z.number().min(-1).max(1);
const command = {
  call,
  settings: z
    .strictObject({
      text: z.string().regex(/\S/, 'has no words').optional(),
      k: z.number().int().min(1).max(1000).default(10),
      minScore: score.optional(),
      json: z.boolean().default(false),
      url: z.string().optional(),
      collection: z.string().optional(),
      filter: z.string().optional(),
      model: z.string().min(1).optional(),
      models: z.string().min(1).optional().transform(modelFolders),
      in: z.string().min(1).optional(),
    })
    .refine(({ model, in: folder }) => (model === undefined) === (folder === undefined), {
      path: ['in'],
      message: '--model and --in go together',
    })
    .refine(
      ({ model, url, collection, filter, text }) =>
        model === undefined || [url, collection, filter, text].every((one) => one === undefined),
      {
        path: ['model'],
        message: 'no server is asked: leave out --url, --collection, --filter and --text',
      },
    ),
  word: 'picture?',
};

/** `selfsame search`. @throws {SelfsameError} */
export async function search(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { word: picture, settings } = told;
  if ((picture === '') === (settings.text === undefined))
    throw new ConfigError(['name a picture, or give words with --text'], call);
  const { json, model, models, in: folder, k, minScore } = settings;
  const found =
    model === undefined || folder === undefined
      ? await byServer(picture, settings)
      : await searchFolder(picture, { model, models, folder, k, minScore, quiet: json });
  if (json) return console.log(JSON.stringify(found));
  for (const { id, score } of found.results) console.log(`${score.toFixed(4)}  ${printable(id)}`);
  if (found.results.length === 0) console.error('Nothing was found.');
}

async function byServer(
  picture: string,
  {
    k,
    minScore,
    url = usualUrl,
    collection = 'default',
    filter,
    text,
  }: z.output<typeof command.settings>,
): Promise<Found> {
  const query = new URLSearchParams({ k: String(k) });
  if (minScore !== undefined) query.set('minScore', String(minScore));
  if (filter !== undefined) query.set('filter', filter);
  const path = `/v1/collections/${encodeURIComponent(collection)}/search?${query}`;
  const body = text === undefined ? Buffer.from(await readPicture(picture)) : { text };
  return callerOf(url)<Found>('POST', path, body);
}
