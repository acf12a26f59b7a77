import { fromTrainer } from './fromTrainer.ts';

/** What a command does with its arguments. */
export type Run = (args: readonly string[]) => Promise<void>;

export interface Entry {
  readonly name: string;
  /** For the list of commands. */
  readonly about: string;
  /** Imported when it is called: no command loads what another one works with. */
  load(): Promise<Run>;
}

export const commands: readonly Entry[] = [
  {
    name: 'start',
    about: 'serve an encoder and a similarity index over HTTP',
    load: async () => (await import('../server/main.ts')).start,
  },
  {
    name: 'index',
    about: 'have a running server index a folder of pictures',
    load: async () => (await import('../server/client/indexCommand.ts')).index,
  },
  {
    name: 'search',
    about: 'find what is most like a picture',
    load: async () => (await import('../server/client/searchCommand.ts')).search,
  },
  {
    name: 'embed',
    about: "print a picture's embedding, or write those of a folder of pictures",
    load: async () => embed,
  },
  {
    name: 'models',
    about: 'compare encoders, and have a running server take one into use',
    load: async () => (await import('./models.ts')).modelsWithTrainer,
  },
  {
    name: 'restore',
    about: 'restore a snapshot of a collection into a data folder',
    load: async () => (await import('../server/restore.ts')).restore,
  },
  {
    name: 'migrate',
    about: 'move an index between a data folder and PostgreSQL',
    load: async () => (await import('../server/migrate.ts')).migrate,
  },
  {
    name: 'train',
    about: 'pretrain an encoder on a folder of pictures and publish it',
    load: () => fromTrainer(async () => (await import('../trainer/train.ts')).trainCommand),
  },
  {
    name: 'refresh',
    about: "train on a collection's pictures and have it searched by what comes of it",
    load: () => fromTrainer(async () => (await import('./refresh/refreshCommand.ts')).refresh),
  },
  {
    name: 'evaluate',
    about: 'measure how well an encoder tells labelled pictures apart',
    load: () => fromTrainer(async () => (await import('../trainer/evaluate.ts')).evaluate),
  },
  {
    name: 'adapt',
    about: "learn a map behind an encoder from pictures of yours, as the encoder's next version",
    load: () => fromTrainer(async () => (await import('../trainer/adapt.ts')).adapt),
  },
  {
    name: 'ablate',
    about: 'measure what the method is known for on pictures of yours',
    load: () => fromTrainer(async () => (await import('../trainer/ablate.ts')).ablate),
  },
  {
    name: 'engines',
    about: 'tell which engines and devices can be used here, and install what they run with',
    load: async () => (await import('./engines/enginesCommand.ts')).engines,
  },
];

/** A picture, or with --out a folder: that takes what trains. */
async function embed(args: readonly string[]): Promise<void> {
  const isFolder = args.some((word) => /^--(out|data)(=|$)/.test(word));
  const run = isFolder
    ? await fromTrainer(async () => (await import('../trainer/embed.ts')).embed)
    : (await import('../server/client/embedCommand.ts')).embedPicture;
  await run(args);
}
