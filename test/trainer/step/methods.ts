import '@tensorflow/tfjs-backend-cpu';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { simclr } from '../../../trainer/loss/simclr.ts';
import { simsiam } from '../../../trainer/loss/simsiam.ts';
import { vicreg } from '../../../trainer/loss/vicreg.ts';
import { withPredictor } from '../../../trainer/nn/module.ts';
import { predictor } from '../../../trainer/nn/projector.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createRandom } from '../../../trainer/random.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep, type StepOptions } from '../../../trainer/step.ts';
import { networkOf, networks } from '../engine/networks.ts';

type Method = Pick<StepOptions, 'loss' | 'stopGradient' | 'mix'> & {
  readonly predicts?: boolean;
  readonly views?: number;
};

const redundancy = barlow({ lambda: 0.02 });

/** Methods that treat all views alike, so that a batch can be divided. */
export const even: Record<string, Method> = {
  barlow: { loss: redundancy },
  'barlow, on the diagonal': { loss: barlow({ lambda: 0.02, terms: 'on-diagonal' }) },
  'barlow, off the diagonal': { loss: barlow({ lambda: 0.02, terms: 'off-diagonal' }) },
  'barlow, over features': { loss: barlow({ lambda: 0.02, normalise: 'feature' }) },
  simclr: { loss: simclr({ temperature: 0.5 }) },
  vicreg: { loss: vicreg() },
  'barlow of three views': { loss: redundancy, views: 3 },
};

/** Methods with something between the views: a stop-gradient, a predictor, mixed pictures. */
export const uneven: Record<string, Method> = {
  'barlow, stop-gradient': { loss: redundancy, stopGradient: true },
  'barlow, predictor': { loss: redundancy, predicts: true },
  'barlow, both': { loss: redundancy, stopGradient: true, predicts: true },
  'simsiam, both': { loss: simsiam(), stopGradient: true, predicts: true },
  'simsiam of three views': { loss: simsiam(), stopGradient: true, predicts: true, views: 3 },
  'vicreg, predictor': { loss: vicreg(), predicts: true },
  'simclr, stop-gradient': { loss: simclr({ temperature: 0.5 }), stopGradient: true },
  'mixed barlow': { loss: redundancy, mix: 0.08 },
};

/** A step of the method with a tiny network, and its first inputs. */
export function setUp(
  { predicts, views = 2, ...method }: Method,
  seed: number,
  microBatch?: number,
  // One that onnxruntime's blocked layout is used for.
  of = networks[4]!,
) {
  const { batch } = of;
  const plain = networkOf(of);
  const network = predicts ? withPredictor(plain, predictor(7)) : plain;
  const pair = Array.from({ length: views }, (_, i) => augmentations.cifar[i % 2]!);
  // After one step from rest, the momentum is the gradient.
  const optimizer = sgd({ momentum: 0.9, weightDecay: 0 });
  const options: StepOptions = {
    ...{
      network,
      optimizer,
      batch,
      microBatch: microBatch ?? batch,
      size: of.size,
      source: of.size,
      ...method,
    },
    mean: [0.4, 0.5, 0.6],
    deviation: [0.2, 0.3, 0.25],
    augmentations: pair,
  };
  const random = createRandom(seed, 'methods');
  const pixels = batch * of.size * of.size * 3;
  return {
    options,
    step: createStep(options),
    variables: initialVariables(network, optimizer, seed),
    inputs: {
      pixels: Uint8Array.from({ length: pixels }, () => random.integer(0, 255)),
      ...drawViews(batch, of.size, of.size, pair, seed, 0),
      learningRate: Float32Array.of(0.1),
      ...(method.mix && { share: Float32Array.of(0.3) }),
    },
  };
}
