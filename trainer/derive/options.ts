import { z } from 'zod';

/** Settings of what makes another version of a bundle, by a map behind its encoder. */
export const deriveOptions = {
  data: z.string('needs a folder of pictures').min(1),
  models: z.string().min(1).default('models'),
  cache: z.string().min(1).default('.cache/pictures'),
  dimensions: z.number().int().min(2).max(65_536).optional(),
  label: z.enum(['folder'], "is not 'folder'").optional(),
  limit: z.number().int().min(2).optional(),
  hidden: z.boolean().default(false),
  seed: z.number().int().min(0).max(0xffffffff).default(1),
};

const dataUsage =
  '  --data        folder of pictures, read recursively; a tenth of them is kept to measure by';
const others = `  --label       'folder': the folders that pictures lie in are their classes, to measure by kNN as well
  --limit       use at most so many pictures, evenly spaced
  --models      folder of bundles to look in, and to publish in (models)
  --cache       folder for decoded pictures (default .cache/pictures)
  --hidden      look at hidden files and folders too, with a dot before their names
  --seed        of which pictures are kept to measure by, and of their views (default 1)`;

/** Of what keeps the dimensions, and of what changes them. */
export const plainUsage = `${dataUsage}\n${others}`;
export const deriveUsage = `${dataUsage}\n  --dimensions  of the embeddings that come out\n${others}`;
