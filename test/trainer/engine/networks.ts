import { type Module, sequence } from '../../../trainer/nn/module.ts';
import { projector } from '../../../trainer/nn/projector.ts';
import {
  type ResNetShape,
  resnet,
  resnetDimensions,
  type Stem,
} from '../../../trainer/nn/resnet.ts';

/** Networks of every kind of block and stem, small enough for an oracle that runs in JavaScript. */
export const networks: { name: string; shape: ResNetShape; stem: Stem; size: number }[] = [
  {
    name: 'plain',
    shape: { block: 'plain', blocks: [0, 1, 1], widths: [4, 6, 8] },
    stem: 'cifar',
    size: 8,
  },
  {
    name: 'basic',
    shape: { block: 'basic', blocks: [1, 1], widths: [4, 6] },
    stem: 'cifar',
    size: 8,
  },
  {
    name: 'bottleneck',
    shape: { block: 'bottleneck', blocks: [1, 1], widths: [3, 4] },
    stem: 'imagenet',
    size: 18,
  },
  {
    name: 'odd sizes',
    shape: { block: 'basic', blocks: [1, 1, 1], widths: [3, 4, 5] },
    stem: 'imagenet',
    size: 21,
  },
];

export function encoderOf({ shape, stem }: (typeof networks)[number]): Module {
  return resnet('encoder', shape, stem);
}

export function networkOf(of: (typeof networks)[number]): Module {
  return sequence(encoderOf(of), projector(resnetDimensions(of.shape), 7, 2));
}
