import { resolve } from 'node:path';
import { defaultModelsRoot, findBundle, SelfsameError } from '@selfsame/models';
import { z } from 'zod';
import { coerce, readFlags } from './config/flags.ts';
import { openCache } from './data/cache.ts';
import { sumsOf } from './data/sums.ts';
import { ConfigError } from './errors.ts';
import { embedPictures } from './evaluate/embed.ts';
import { exportEmbeddings } from './evaluate/exportEmbeddings.ts';

const optionsSchema = z.strictObject({
  model: z.string().min(1),
  data: z.string().min(1),
  out: z.string().min(1),
  models: z.string().min(1).default(defaultModelsRoot),
  cache: z.string().min(1).default('.cache/pictures'),
  limit: z.number().int().min(1).optional(),
});

const help = `Writes a bundle's embeddings of the pictures in a folder, and the pictures' paths.

  npm run embed -- --model <bundle> --data <folder> --out <folder> [flags]

  --model   a bundle: 'name' (newest version), 'name/version', or the path of its folder
  --data    folder of pictures, read recursively
  --out     folder for embeddings.npy, embeddings.tsv and pictures.tsv (path and label), with the rows
            in the same order; TensorBoard's projector takes the two .tsv files
  --models  folder of bundles (default: the repository's models)
  --cache   folder for decoded pictures (default .cache/pictures)
  --limit   use at most so many pictures
  --hidden  look at hidden files and folders too, with a dot before their names`;

async function main(): Promise<void> {
  const keys = Object.keys(optionsSchema.shape);
  const { values, switches } = readFlags(process.argv.slice(2), keys, ['help', 'hidden']);
  if (switches.has('help')) return console.log(help);
  const parsed = optionsSchema.safeParse(coerce(values, optionsSchema));
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `--${path}: ${message}`));
  }
  const { model, data, out, models, cache: cacheRoot, limit } = parsed.data;
  const { card, graphPath } = await findBundle(models, model);
  const cache = await openCache({
    ...{ folder: data, rule: card.input, cacheRoot, minimum: 1 },
    hidden: switches.has('hidden'),
    ...(limit !== undefined && { limit }),
  });
  try {
    const vectors = await embedPictures(graphPath, cache, [...cache.paths.keys()], 'embed');
    exportEmbeddings(resolve(out), vectors, cache);
    const { skipped, count } = cache;
    console.error(sumsOf(cache));
    for (const { path, reason } of skipped) console.error(`skipped ${path}: ${reason}`);
    console.log(`${count} embeddings of ${card.dimensions} dimensions in ${resolve(out)}`);
  } finally {
    cache.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SelfsameError)) throw error;
  const remedy =
    error instanceof ConfigError ? 'Run `npm run embed -- --help` for all flags.' : error.remedy;
  console.error(`error ${error.code}: ${error.message}\n${remedy}`);
  process.exitCode = 1;
}
