import { resolve } from 'node:path';
import { callOf, findBundle, modelFolders, printable, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { openCache } from './data/cache.ts';
import { sumsOf } from './data/sums.ts';
import { embedPictures } from './evaluate/embed.ts';
import { exportEmbeddings } from './evaluate/exportEmbeddings.ts';

const optionsSchema = z.strictObject({
  model: z.string().min(1),
  data: z.string().min(1),
  out: z.string().min(1),
  models: z.string().min(1).optional().transform(modelFolders),
  cache: z.string().min(1).default('.cache/pictures'),
  limit: z.number().int().min(1).optional(),
  hidden: z.boolean().default(false),
});

const call = callOf('embed');

const command = { call, settings: optionsSchema };

const help = `Writes a bundle's embeddings of the pictures in a folder, and the pictures' paths.

  ${call} --model <bundle> --data <folder> --out <folder> [flags]

  --model   a bundle: 'name' (newest version), 'name/version', or the path of its folder
  --data    folder of pictures, read recursively
  --out     folder for embeddings.npy, embeddings.tsv and pictures.tsv (path and label), with the rows
            in the same order; TensorBoard's projector takes the two .tsv files
  --models  folder of bundles (default: ./models and the shipped ones)
  --cache   folder for decoded pictures (default .cache/pictures)
  --limit   use at most so many pictures
  --hidden  look at hidden files and folders too, with a dot before their names`;

/** `selfsame embed`. @throws {SelfsameError} */
export async function embed(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(help);
  const { model, data, out, models, cache: cacheRoot, limit, hidden } = told.settings;
  const { card, graphPath } = await findBundle(models, model);
  const cache = await openCache({
    ...{ folder: data, rule: card.input, cacheRoot, minimum: 1 },
    hidden,
    ...(limit !== undefined && { limit }),
  });
  try {
    const vectors = await embedPictures(graphPath, cache, [...cache.paths.keys()], 'embed');
    exportEmbeddings(resolve(out), vectors, cache);
    const { skipped, count } = cache;
    console.error(sumsOf(cache));
    for (const { path, reason } of skipped)
      console.error(`skipped ${printable(path)}: ${printable(reason)}`);
    console.log(`${count} embeddings of ${card.dimensions} dimensions in ${resolve(out)}`);
  } finally {
    cache.close();
  }
}
