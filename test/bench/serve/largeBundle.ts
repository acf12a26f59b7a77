import { type Bundle, makeGolden, publishBundle } from '@selfsame/models';
import { encoderGraph } from '../../../trainer/export/encoderGraph.ts';
import { createEncoder } from '../../../trainer/nn/encoders.ts';
import { initialStatistics, initialWeights } from '../../../trainer/nn/initialise.ts';
import { pixelRule } from '../../../trainer/run/plan.ts';
import { runGraph } from './runGraph.ts';

const side = 224;

/** Publishes a ResNet-50 at 224 x 224 with the weights that a training run would begin with. */
export async function publishLarge(root: string): Promise<Bundle> {
  const { module, dimensions } = createEncoder('resnet50', side);
  const named = (prefix: string, arrays: Record<string, Float32Array>) =>
    Object.entries(arrays).map(([name, values]) => [prefix + name, values]);
  const variables = Object.fromEntries([
    ...named('weight/', initialWeights(module, 1)),
    ...named('statistic/', initialStatistics(module)),
  ]);
  const scale = { mean: [0.45, 0.45, 0.45], deviation: [0.25, 0.25, 0.25] };
  const graph = encoderGraph(module, side, variables, scale);
  const input = pixelRule(side);
  const golden = await makeGolden(input, (pixels, n) =>
    runGraph(graph, pixels, [n, side, side, 3]),
  );
  const training = {
    ...{ codeVersion: 'none', engine: 'none', seed: 1, steps: 0, epochs: 0, seconds: 0 },
    ...{ config: {}, dataset: { digest: 'none', pictures: 0, skipped: 0 } },
  };
  const card = { name: 'resnet50', input, dimensions, encoder: 'resnet50', parameters: 0 };
  return publishBundle(root, { ...card, training, evaluation: {}, golden }, graph);
}
