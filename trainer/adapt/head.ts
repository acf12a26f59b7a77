import type { EmbeddingMap } from '@selfsame/models/import';
import type { Arrays } from '../arrays.ts';
import { epsilon } from '../nn/batchNorm.ts';
import { linear, norm, relu } from '../nn/layers.ts';
import { type Module, sequence } from '../nn/module.ts';
import { projector } from '../nn/projector.ts';

export interface HeadShape {
  readonly inputs: number;
  /** Dimensions that come out. */
  readonly width: number;
  /** 1: linear; 2: a layer with batch normalisation and ReLU before that. */
  readonly layers: number;
}

/** Of the projector behind the map, which is for training alone. */
const [projectorWidth, projectorDepth] = [512, 2];

/**
 * What is learned, and behind it the projector that the loss looks at, as behind an encoder: a map that
 * the loss looked at itself would lose what views do not have in common. [N, inputs] -> [N, 512]
 */
export function headNetwork({ inputs, width, layers }: HeadShape): Module {
  const hidden = layers === 1 ? [] : [linear('map.0', inputs, width), norm('map.0', width), relu];
  const last = linear('map.last', layers === 1 ? inputs : width, width);
  return sequence(...hidden, last, projector(width, projectorWidth, projectorDepth));
}

/** Weights that a linear map begins with: the first dimensions as they are. */
export function firstDimensions({ inputs, width }: HeadShape): Arrays {
  const weights = new Float32Array(inputs * width);
  for (let i = 0; i < width; i++) weights[i * width + i] = 1;
  return { 'weight/map.last.weight': weights };
}

/**
 * The learned layers, batch normalisation within their weights.
 * @param variables under the step's names
 */
export function learnedMap(variables: Arrays, { inputs, width, layers }: HeadShape): EmbeddingMap {
  const weights = variables['weight/map.last.weight']!;
  if (layers === 1) return [{ inputs, outputs: width, weights }];
  const [variance, means] = [
    variables['statistic/map.0.variance']!,
    variables['statistic/map.0.mean']!,
  ];
  const scales = variables['weight/map.0.gamma']!.map(
    (one, i) => one / Math.sqrt(variance[i]! + epsilon),
  );
  const hidden = {
    ...{ inputs, outputs: width, rectified: true },
    weights: variables['weight/map.0.weight']!.map((one, i) => one * scales[i % width]!),
    bias: variables['weight/map.0.beta']!.map((one, i) => one - means[i]! * scales[i]!),
  };
  return [hidden, { inputs: width, outputs: width, weights }];
}
