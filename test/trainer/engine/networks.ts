import { type Module, sequence } from '../../../trainer/nn/module.ts';
import { projector } from '../../../trainer/nn/projector.ts';
import {
  type ResNetShape,
  resnet,
  resnetDimensions,
  type Stem,
} from '../../../trainer/nn/resnet.ts';

/** Networks of every kind of block and stem, small enough for an oracle that runs in JavaScript. */
export interface TestNetwork {
  readonly name: string;
  readonly shape: ResNetShape;
  readonly stem: Stem;
  readonly size: number;
  readonly batch: number;
}

export const networks: TestNetwork[] = [
  {
    name: 'plain',
    shape: { block: 'plain', blocks: [0, 1, 1], widths: [4, 6, 8] },
    stem: 'cifar',
    size: 8,
    batch: 8,
  },
  {
    name: 'basic',
    shape: { block: 'basic', blocks: [1, 1], widths: [4, 6] },
    stem: 'cifar',
    size: 8,
    batch: 8,
  },
  {
    name: 'bottleneck',
    shape: { block: 'bottleneck', blocks: [1, 1], widths: [3, 4] },
    stem: 'imagenet',
    size: 18,
    batch: 8,
  },
  {
    name: 'odd sizes',
    shape: { block: 'basic', blocks: [1, 1, 1], widths: [3, 4, 5] },
    stem: 'imagenet',
    size: 21,
    batch: 8,
  },
  // Channels and batches that onnxruntime's blocked layout divides.
  {
    name: 'plain, blocked',
    shape: { block: 'plain', blocks: [0, 1, 1], widths: [16, 32, 16] },
    stem: 'cifar',
    size: 8,
    batch: 16,
  },
  {
    name: 'basic, blocked',
    shape: { block: 'basic', blocks: [1, 1], widths: [16, 32] },
    stem: 'cifar',
    size: 4,
    batch: 32,
  },
  {
    name: 'bottleneck, blocked',
    shape: { block: 'bottleneck', blocks: [1, 1], widths: [16, 16] },
    stem: 'imagenet',
    size: 16,
    batch: 16,
  },
  {
    name: 'partly blocked',
    shape: { block: 'basic', blocks: [1, 1, 1], widths: [16, 24, 32] },
    stem: 'imagenet',
    size: 10,
    batch: 16,
  },
];

export function encoderOf({ shape, stem }: Pick<TestNetwork, 'shape' | 'stem'>): Module {
  return resnet('encoder', shape, stem);
}

export function networkOf(of: TestNetwork): Module {
  return sequence(encoderOf(of), projector(resnetDimensions(of.shape), 7, 2));
}
