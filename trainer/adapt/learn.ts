import type { Vectors } from '@selfsame/models';
import { type EmbeddingMap, type MapLayer, mappedDimensions } from '@selfsame/models/import';
import type { Arrays } from '../arrays.ts';
import { mapRows } from '../derive/mapRows.ts';
import { createEngine } from '../engine/create.ts';
import type { BatchArrays } from '../engine/engine.ts';
import { whiteningOf } from '../export/whitening.ts';
import { barlow } from '../loss/barlow.ts';
import { adamw } from '../optim/adamw.ts';
import { learningRate, type Schedule } from '../optim/schedule.ts';
import { createProgress } from '../progress.ts';
import { createRandom, permutation } from '../random.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { checkWeights } from '../watch/checkWeights.ts';
import { createWatch } from '../watch/watch.ts';
import { firstDimensions, type HeadShape, headNetwork, learnedMap } from './head.ts';
import type { AdaptOptions } from './options.ts';
import { adaptStep } from './step.ts';
import type { ViewRows } from './viewRows.ts';

type Settings = Pick<
  AdaptOptions,
  'layers' | 'steps' | 'batch' | 'learningRate' | 'lambda' | 'seed'
>;

/** Share of the steps that the learning rate rises for. */
const warmup = 0.1;

/** Dimensions that a map begins from: pictures differ by no more directions, nor than one less than they are. */
export const directionsOf = ({
  count,
  dimensions,
}: Pick<Vectors, 'count' | 'dimensions'>): number => Math.min(dimensions, count - 1);

/**
 * Learns a map of embeddings by Barlow Twins' loss of two views of each picture (arXiv 2103.03230). It
 * begins behind a whitening, the directions of the largest variance first, so that every direction that
 * pictures differ by counts alike, and ends with what gives the pictures mean 0.
 * @param width dimensions that come out
 * @throws {TrainingFailure}
 */
export async function learnMap(
  { plain, views }: ViewRows,
  width: number,
  settings: Settings,
): Promise<EmbeddingMap> {
  const shape = { inputs: directionsOf(plain), width, layers: settings.layers };
  const { mean, projection } = await whiteningOf(plain, shape.inputs);
  const whitening: MapLayer = {
    ...{ inputs: plain.dimensions, outputs: shape.inputs },
    ...{ mean, weights: projection },
  };
  const whitened: Float32Array[] = [];
  for (const view of views) whitened.push(valuesOf(await mapRows(view, [whitening], false)));
  const variables = await train(whitened, shape, settings);
  return centred([whitening, ...learnedMap(variables, shape)], plain);
}

async function train(
  views: readonly Float32Array[],
  shape: HeadShape,
  settings: Settings,
): Promise<Arrays> {
  const { inputs, layers } = shape;
  const { steps, seed, lambda } = settings;
  const batch = Math.min(settings.batch, views[0]!.length / inputs);
  const network = headNetwork(shape);
  const optimizer = adamw({ weightDecay: 0 });
  const step = adaptStep({ network, optimizer, loss: barlow({ lambda }), batch, inputs });
  const first = {
    ...initialVariables(network, optimizer, seed),
    ...(layers === 1 && firstDimensions(shape)),
  };
  const schedule: Schedule = {
    ...{ peak: settings.learningRate, finalShare: 0, totalSteps: steps },
    warmupSteps: Math.round(warmup * steps),
  };
  const engine = await createEngine('cpu', 0, step, first);
  const progress = createProgress({ label: 'adapt', total: steps, unit: 'steps' });
  const watch = createWatch(schedule.peak);
  try {
    for (let at = 0; at < steps; ) {
      const length = Math.min(engine.atOnce, steps - at);
      const batches = Array.from({ length }, (_, i) =>
        batchOf(views, inputs, batch, at + i, seed, schedule),
      );
      for (const metrics of await engine.steps(batches)) {
        const failure = watch.check(++at, metrics);
        if (failure) throw failure;
        progress.update(at, `loss ${metrics.loss.toFixed(2)}`);
      }
    }
    const variables = await engine.read();
    const failure = checkWeights(variables, steps, schedule.peak);
    if (failure) throw failure;
    return variables;
  } finally {
    progress.stop();
    await engine.close();
  }
}

/** Two different views of each of some pictures, a pure function of the seed and the step. */
function batchOf(
  views: readonly Float32Array[],
  inputs: number,
  batch: number,
  step: number,
  seed: number,
  schedule: Schedule,
): BatchArrays {
  const count = views[0]!.length / inputs;
  const perEpoch = Math.floor(count / batch);
  const order = permutation(count, createRandom(seed, 'adapt', Math.floor(step / perEpoch)));
  const random = createRandom(seed, 'views', step);
  const [a, b] = [new Float32Array(batch * inputs), new Float32Array(batch * inputs)];
  for (let i = 0; i < batch; i++) {
    const picture = order[(step % perEpoch) * batch + i]!;
    const one = random.integer(0, views.length - 1);
    const other = (one + random.integer(1, views.length - 1)) % views.length;
    const row = (view: number) => views[view]!.subarray(picture * inputs, (picture + 1) * inputs);
    a.set(row(one), i * inputs);
    b.set(row(other), i * inputs);
  }
  return { a, b, learningRate: Float32Array.of(learningRate(step, schedule)) };
}

/** The map, and behind it what gives embeddings mean 0. */
async function centred(map: EmbeddingMap, plain: Vectors): Promise<EmbeddingMap> {
  const width = mappedDimensions(map);
  const bias = new Float32Array(width);
  for (const [i, value] of valuesOf(await mapRows(plain, map, false)).entries())
    bias[i % width]! -= value / plain.count;
  const [last] = map.slice(-1);
  return [...map.slice(0, -1), { ...last!, bias }] as unknown as EmbeddingMap;
}

function valuesOf(vectors: Vectors): Float32Array {
  const values = new Float32Array(vectors.count * vectors.dimensions);
  vectors.read(0, vectors.count, values);
  return values;
}
