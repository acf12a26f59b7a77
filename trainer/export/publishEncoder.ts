import { type Bundle, makeGolden, publishBundle, version } from '@selfsame/models';
import type { Arrays } from '../arrays.ts';
import { type Origin, writeCheckpoint } from '../checkpoint/checkpoint.ts';
import type { Config } from '../config/schema.ts';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import * as ort from '../engine/onnxruntime.ts';
import type { DuplicateFigures } from '../evaluate/nearDuplicates.ts';
import { inputSize, type Plan, pixelRule } from '../run/plan.ts';
import { modelShapes } from '../step.ts';

/** A trained encoder, and what its description has to tell. */
export interface TrainedEncoder {
  readonly config: Config;
  readonly plan: Plan;
  readonly cache: PictureCache;
  readonly scale: PixelScale;
  /** The exported encoder. */
  readonly graph: Uint8Array;
  /** Under the step's names; those of encoder and projector are kept with the bundle. */
  readonly variables: Arrays;
  /** Engines that it was trained with. */
  readonly engines: readonly string[];
  readonly origin: Origin | undefined;
  readonly steps: number;
  readonly seconds: number;
  readonly evaluation: Readonly<Record<string, number>>;
  /** Left out where the pictures cannot be copied. */
  readonly duplicates: DuplicateFigures | undefined;
}

/** Publishes an encoder as the next version of its name, with what --init goes on from. */
export async function publishEncoder(root: string, trained: TrainedEncoder): Promise<Bundle> {
  const { config, plan, cache, graph, engines, origin, steps, seconds } = trained;
  const { evaluation, duplicates } = trained;
  const { module, dimensions } = plan.encoder;
  const input = pixelRule(inputSize(config), config);
  const draft = {
    name: config.name,
    input,
    dimensions,
    encoder: config.encoder,
    parameters: module.parameters.reduce((sum, { shape }) => sum + size(shape), 0),
    training: {
      codeVersion: version(),
      engine: engines.join(', '),
      seed: config.seed,
      steps,
      epochs: steps / plan.stepsPerEpoch,
      seconds: Math.round(seconds),
      config: { ...portable(config), ...(origin && { init: origin }) },
      dataset: { digest: cache.digest, pictures: cache.count, skipped: cache.skipped.length },
    },
    evaluation: { ...evaluation },
    ...(duplicates && { duplicates }),
    golden: await goldenOf(graph, input),
  };
  return publishBundle(root, draft, graph, {
    checkpoint: (fd) => writeWeights(fd, trained),
  });
}

/** A checkpoint without the optimiser's state: a new run has its own. */
function writeWeights(fd: number, trained: TrainedEncoder): void {
  const { plan, cache, variables, engines, origin, steps: step, seconds } = trained;
  const shapes = modelShapes(plan.network);
  const weights = Object.fromEntries(Object.keys(shapes).map((name) => [name, variables[name]!]));
  const dataset = cache.digest;
  writeCheckpoint(fd, { step, seconds, dataset, engines, origin, variables: weights, shapes });
}

/** The golden vectors, by the very graph that is published. */
async function goldenOf(graph: Uint8Array, input: ReturnType<typeof pixelRule>) {
  const session = await ort.InferenceSession.create(graph);
  try {
    return await makeGolden(input, async (pixels, n) => {
      const tensor = new ort.Tensor('uint8', pixels, [n, input.height, input.width, 3]);
      const { embedding } = await session.run({ pixels: tensor });
      return embedding!.data as Float32Array;
    });
  } finally {
    await session.release();
  }
}

/** A config without the folders and files of one machine, which are nobody else's business. */
function portable({
  data,
  cache,
  run,
  models,
  evaluate,
  labels,
  init,
  ...rest
}: Config): Record<string, unknown> {
  return rest;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
