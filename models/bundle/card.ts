import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type PixelRule, resamplings } from '../picture/rule.ts';

/** File names within a bundle's folder. */
export const cardFile = 'model.json';
export const graphFile = 'encoder.onnx';
export const checkpointFile = 'checkpoint.safetensors';
/** What of a graph's numbers lies outside of its file, as in a graph of more than 2 GB. */
export const dataFile = 'encoder.onnx_data';
/** Of a bundle that makes embeddings of texts too: its graph for them, and their tokens. */
export const textFile = 'text.onnx';
export const textDataFile = 'text.onnx_data';
export const tokenizerFile = 'tokenizer.json';

/** A bundle's name: one path segment that is safe on every file system and in a URL. */
export const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** A bundle's version: a counting number. */
export const versionPattern = /^[1-9][0-9]{0,8}$/;

const whole = z.number().int().nonnegative();
const side = z.number().int().min(1).max(4096);
const share = z.number().min(0).max(1);
const byte = z.number().int().min(0).max(255);
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex');

const fileOf = <Name extends string>(name: Name) =>
  z.object({ file: z.literal(name), sha256: digest, bytes: whole });

const pixelRule: z.ZodType<PixelRule> = z
  .object({
    width: side,
    height: side,
    fit: z.enum(['cover', 'contain', 'fill']),
    background: z.tuple([byte, byte, byte]),
    resize: side.optional(),
    resampling: z.enum(resamplings).optional(),
    pixels: z
      .literal(
        [1, 2, 3, 4],
        'is of a later version of selfsame: its way to the pixels is not known here',
      )
      .optional(),
  })
  .superRefine(({ width, height, fit, resize, resampling, pixels }, context) => {
    const problem = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    const isOlder = (pixels ?? 1) < 3;
    if (isOlder && resampling !== undefined) problem('resampling', 'is for "pixels": 3 or 4');
    if (resize === undefined) return;
    if (isOlder) problem('resize', 'is for "pixels": 3 or 4');
    if (fit === 'contain') problem('resize', 'does not go with "contain"');
    if (resize < Math.max(width, height)) problem('resize', 'is less than what is cut out of it');
  });

/** Where a trained encoder comes from. */
const training = z.object({
  codeVersion: z.string(),
  engine: z.string(),
  seed: z.number().int(),
  steps: whole,
  epochs: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
  config: z.record(z.string(), z.unknown()),
  dataset: z.object({ digest: z.string(), pictures: whole, skipped: whole }),
});

/** Where an encoder comes from that was made elsewhere. */
const imported = z.object({
  codeVersion: z.string(),
  /** The files that it was read from, by their names: the graph comes first. */
  files: z.array(z.object({ name: z.string(), sha256: digest, bytes: whole })).min(1),
  /** What it was fetched from: hf:<owner>/<repository>@<commit>/<path>. */
  origin: z.string().optional(),
  /** What whoever imported it said of its licence, or else the card of where it was fetched from. */
  licence: z.string().optional(),
  /** Everything that was told or found out: input, output, mean, standard deviation and so on. */
  settings: z.record(z.string(), z.unknown()),
});

/** What makes embeddings of texts that are compared with those of pictures. */
const text = z.object({
  graph: fileOf(textFile).extend({ data: fileOf(textDataFile).optional() }),
  tokenizer: fileOf(tokenizerFile),
  /** The graph's inputs: ids of tokens, and which of them count, if it takes that; its output. */
  input: z.string().min(1),
  mask: z.string().min(1).nullable(),
  output: z.string().min(1),
  tokens: z.object({
    most: z.number().int().min(1).max(65_536),
    length: z.number().int().min(1).max(65_536).nullable(),
    pad: whole,
    config: z.record(z.string(), z.unknown()),
  }),
  golden: z.object({ text: z.string(), embedding: z.array(z.number()) }),
});

/** What was put behind the encoder of another bundle, once that was published. */
const derived = z.object({
  how: z.enum(['whitened', 'adapted', 'quantised']),
  /** The other bundle's name, and the SHA-256 of its graph. */
  from: z.string(),
  graph: digest,
  codeVersion: z.string(),
  /** Pictures that it was learned from. */
  dataset: z.object({ digest: z.string(), pictures: whole, skipped: whole }),
  settings: z.record(z.string(), z.unknown()),
});

/** What model.json says. Unknown keys are dropped: a later version may add some. */
export const modelCardSchema = z
  .object({
    format: z.literal(1, 'is not 1: the bundle is of a later version of selfsame'),
    name: z.string().regex(namePattern, 'may hold a-z 0-9 . _ -, up to 64 characters'),
    version: z.string().regex(versionPattern, 'is not a counting number'),
    created: z.iso.datetime(),
    graph: fileOf(graphFile).extend({ data: fileOf(dataFile).optional() }),
    /** What training can go on from. Nothing that serves needs it, and the file may be left out. */
    checkpoint: fileOf(checkpointFile).optional(),
    input: pixelRule,
    dimensions: z.number().int().min(1).max(65536),
    encoder: z.string().min(1),
    parameters: whole,
    /** One of the two is there. */
    training: training.optional(),
    imported: imported.optional(),
    text: text.optional(),
    /** The last comes last. */
    derived: z.array(derived).min(1).optional(),
    evaluation: z.record(z.string(), z.number()),
    /** From which cosine on two pictures are near-duplicates, and how that was measured. */
    duplicates: z
      .object({
        minScore: share,
        /** Share of the pairs of a picture and its copy that it finds. */
        recall: share,
        pairs: whole,
        /** Pairs of two pictures that it takes for copies, of so many. */
        falsePairs: whole,
        otherPairs: whole,
        /** Pictures that were copied. */
        sample: whole,
      })
      .optional(),
    golden: z
      .array(z.object({ seed: whole, width: side, height: side, embedding: z.array(z.number()) }))
      .min(1)
      .max(64),
  })
  .superRefine((card, context) => {
    if ((card.training === undefined) === (card.imported === undefined))
      context.addIssue({
        code: 'custom',
        path: ['training'],
        message: 'or imported, one of the two, has to be there',
      });
    for (const [i, { embedding }] of card.golden.entries()) {
      if (embedding.length === card.dimensions) continue;
      const message = `has ${embedding.length} values for ${card.dimensions} dimensions`;
      context.addIssue({ code: 'custom', path: ['golden', i, 'embedding'], message });
    }
  });

/** A published encoder's description: what it takes and gives, and where it comes from. */
export type ModelCard = z.infer<typeof modelCardSchema>;

/** A published encoder on disk. */
export interface Bundle {
  readonly dir: string;
  readonly card: ModelCard;
  readonly graphPath: string;
}

/** One line for each thing that is wrong, e.g. 'input.width: Too big: expected number to be <=4096'. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter(Boolean).join(': '),
  );
}

/** How a model is named to people: "name/version". */
export const modelName = ({ name, version }: Pick<ModelCard, 'name' | 'version'>): string =>
  `${name}/${version}`;

/**
 * What every vector is marked with, so that models never mix: the SHA-256 of the graph, or of that and
 * of whatever else its vectors depend on: from the second way to the pixels on the way, and from the
 * third one all of the rule, for one graph can be imported with two, and the numbers beside the graph.
 */
export function modelDigest({ graph, input }: ModelCard): string {
  const { width, height, fit, background, resize, resampling, pixels = 1 } = input;
  if (pixels === 1) return graph.sha256;
  const rule = [width, height, fit, background, resize ?? null, resampling ?? null];
  const more = pixels === 2 ? '' : ` ${JSON.stringify([...rule, graph.data?.sha256 ?? null])}`;
  return createHash('sha256').update(`${graph.sha256} pixels ${pixels}${more}`).digest('hex');
}

/** Whether two models of one digest make the same vectors: of the same pixels, at the same length. */
export function makeTheSame(a: ModelCard, b: ModelCard): boolean {
  const rule = ({ input, dimensions }: ModelCard) => {
    const { width, height, fit, background, resize, resampling } = input;
    return JSON.stringify([width, height, fit, background, resize, resampling, dimensions]);
  };
  return rule(a) === rule(b);
}
