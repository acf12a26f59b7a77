import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { callOf, findBundle, modelFolders, readCommand } from '@selfsame/models';
import { z } from 'zod';
import type { PictureCache } from './data/cache.ts';
import { compare } from './evaluate/compare.ts';
import { measureDuplicates } from './evaluate/nearDuplicates.ts';
import { formatComparison } from './evaluate/table.ts';
import { untrainedGraph } from './export/untrained.ts';
import { writeAtomic } from './files/writeAtomic.ts';

const optionsSchema = z.strictObject({
  model: z.string().min(1),
  data: z.string().min(1),
  labels: z.string().min(1).optional(),
  models: z.string().min(1).optional().transform(modelFolders),
  cache: z.string().min(1).default('.cache/pictures'),
  seed: z.number().int().min(0).max(0xffffffff).default(1),
  limit: z.number().int().min(1).optional(),
  json: z.string().min(1).optional(),
  hidden: z.boolean().default(false),
  duplicates: z.boolean().default(false),
});

const call = callOf('evaluate');

const command = { call, settings: optionsSchema };

const help = `Measures how well a bundle's embeddings tell classes apart, beside its encoder before training
(whitened on the pictures that are searched among) and raw pixels: weighted kNN and linear accuracy;
and what needs no classes: how often an augmented view finds its own picture, RankMe, the spread of the
embeddings, alignment and uniformity.

  ${call} --model <bundle> --data <folder> [flags]

  --model   a bundle: 'name' (newest version), 'name/version', or the path of its folder
  --data    a folder with one folder of pictures for each class, of which a fifth is searched by; or
            with such folders in 'train' (searched among) and 'test' or 'val' (searched by)
  --labels  what the classes are. folders: those folders; none: what needs no classes is measured;
            else a CSV file with the columns path (below --data) and label (default: folders, where
            they tell classes, and that is said)
  --models  folder of bundles (default: ./models and the shipped ones)
  --cache   folder for decoded pictures (default .cache/pictures)
  --limit   use at most so many pictures (of each of 'train' and 'test')
  --hidden  look at hidden files and folders too, with a dot before their names
  --seed    seed of the split (default 1)
  --duplicates  measure instead from which score on two pictures are near-duplicates, and print it
            as it stands in model.json; the folder needs no labels
  --json    file to write the figures to as well, as JSON`;

/** `selfsame evaluate`. @throws {SelfsameError} */
export async function evaluate(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(help);
  const { model, data, labels, models, cache, seed, limit, json, hidden } = told.settings;
  const bundle = await findBundle(models, model);
  const { card, graphPath } = bundle;
  if (told.settings.duplicates) {
    const duplicates = await measureDuplicates(graphPath, card.input, data, hidden);
    return console.log(JSON.stringify({ duplicates }, null, 2));
  }
  const subject = {
    name: `${card.name}/${card.version}`,
    graph: graphPath,
    rule: card.input,
    untrained: (bank: PictureCache) => untrainedGraph(card, bank),
  };
  const comparison = await compare(subject, {
    folder: data,
    labels,
    cacheRoot: cache,
    seed,
    hidden,
    ...(limit !== undefined && { limit }),
  });
  if (json !== undefined) {
    const text = `${JSON.stringify(comparison, null, 2)}\n`;
    writeAtomic(resolve(json), (fd) => writeFileSync(fd, text));
  }
  console.log(formatComparison(comparison));
}
