import { callOf, type Told, toFlag } from '@selfsame/models';
import { z } from 'zod';
import { usualUrl } from '../../server/client/call.ts';
import { configSchema } from '../../trainer/config/schema.ts';

/** What a round decides for itself. */
const decided = {
  data: true,
  hidden: true,
  init: true,
  name: true,
  run: true,
  models: true,
  publish: true,
} as const;
const training = configSchema.omit(decided);

const own = {
  collection: z.string('needs the name of a collection').regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
  modelName: configSchema.shape.name.unwrap().optional(),
  models: z.string().min(1).default('models'),
  work: z.string().min(1).optional(),
  force: z.boolean().default(false),
  label: z.string().min(1).optional(),
  onMissing: z
    .enum(['refuse', 'drop-from-search'], "is neither 'refuse' nor 'drop-from-search'")
    .default('refuse'),
  url: z.string().default(usualUrl),
};

export const call = callOf('refresh');

export const command = { call, settings: z.strictObject({ ...own, ...training.shape }) };

export type Settings = z.output<typeof command.settings>;

export const usage = `${call} --collection <name> [flags]

One round, beside a running server: writes the pictures that it keeps of a collection to a folder,
trains on them from the weights of the model that it is searched by, publishes what comes of that,
and has the server take it into use where it does as well. Broken off at any point, the same command
goes on with the round; after its end, a new one begins.

  --collection   whose pictures, and which follows
  --model-name   of what is published (that of the model before, if its bundle is in --models; else
                 that of the collection)
  --models       folder to publish in, in which the server has to look too (models)
  --work         folder of the rounds (refresh/<collection>)
  --force        take it even if it does worse; also what the last round was refused with
  --label        field of the metadata that is a picture's class, to compare by as well
  --on-missing   what becomes of items of which no embedding can be made: refuse, or
                 drop-from-search, which keeps them without finding them (refuse)
  --url          of the server (${usualUrl}); an API key is read from SELFSAME_API_KEY

And the settings of the training, as ${callOf('train')} --help tells them, but ${Object.keys(decided).map(toFlag).join(', ')}:
network and sizes of pictures are those of the model before where they are not given.`;

/** The flags that are the training's, as they were given. */
export const trainingFlags = ({ given }: Told<typeof command.settings, z.ZodObject>): string[] =>
  Object.keys(training.shape).flatMap((name) =>
    name in given ? [`${toFlag(name)}=${given[name]}`] : [],
  );
