import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PixelRule } from '../picture/pixels.ts';

/** File names within a bundle's folder. */
export const cardFile = 'model.json';
export const graphFile = 'encoder.onnx';
export const checkpointFile = 'checkpoint.safetensors';

/** A bundle's name: one path segment that is safe on every file system and in a URL. */
export const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** A bundle's version: a counting number. */
export const versionPattern = /^[1-9][0-9]{0,8}$/;

const whole = z.number().int().nonnegative();
const side = z.number().int().min(1).max(4096);
const share = z.number().min(0).max(1);
const byte = z.number().int().min(0).max(255);
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex');

const pixelRule: z.ZodType<PixelRule> = z.object({
  width: side,
  height: side,
  fit: z.enum(['cover', 'contain', 'fill']),
  background: z.tuple([byte, byte, byte]),
  pixels: z
    .literal([1, 2], 'is of a later version of selfsame: its way to the pixels is not known here')
    .optional(),
});

/** What model.json says. Unknown keys are dropped: a later version may add some. */
export const modelCardSchema = z
  .object({
    format: z.literal(1, 'is not 1: the bundle is of a later version of selfsame'),
    name: z.string().regex(namePattern, 'may hold a-z 0-9 . _ -, up to 64 characters'),
    version: z.string().regex(versionPattern, 'is not a counting number'),
    created: z.iso.datetime(),
    graph: z.object({ file: z.literal(graphFile), sha256: digest, bytes: whole }),
    /** What training can go on from. Nothing that serves needs it, and the file may be left out. */
    checkpoint: z
      .object({ file: z.literal(checkpointFile), sha256: digest, bytes: whole })
      .optional(),
    input: pixelRule,
    dimensions: z.number().int().min(1).max(65536),
    encoder: z.string().min(1),
    parameters: whole,
    training: z.object({
      codeVersion: z.string(),
      engine: z.string(),
      seed: z.number().int(),
      steps: whole,
      epochs: z.number().nonnegative(),
      seconds: z.number().nonnegative(),
      config: z.record(z.string(), z.unknown()),
      dataset: z.object({ digest: z.string(), pictures: whole, skipped: whole }),
    }),
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
 * What every vector is marked with, so that models never mix: the SHA-256 of the graph or, from the
 * second way to the pixels on, of that and the way.
 */
export function modelDigest({ graph, input: { pixels = 1 } }: ModelCard): string {
  // Vectors of one graph over pixels that were made in two ways are not to be compared.
  if (pixels === 1) return graph.sha256;
  return createHash('sha256').update(`${graph.sha256} pixels ${pixels}`).digest('hex');
}

/** Whether two models of one digest make the same vectors: of the same pixels, at the same length. */
export function makeTheSame(a: ModelCard, b: ModelCard): boolean {
  const rule = ({ input: { width, height, fit, background }, dimensions }: ModelCard) =>
    JSON.stringify([width, height, fit, background, dimensions]);
  return rule(a) === rule(b);
}
