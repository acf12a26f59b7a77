import type { Module } from './module.ts';
import { type ResNetShape, resnet, resnetDimensions, type Stem } from './resnet.ts';

/**
 * Every encoder by the name that `--encoder` takes. `small` is a stem and three plain convolutions,
 * four resolutions in all, and `medium` is half as wide again: what a CPU can pretrain in an hour.
 */
export const encoders = {
  small: { block: 'plain', blocks: [0, 1, 1, 1], widths: [32, 64, 128, 256] },
  medium: { block: 'plain', blocks: [0, 1, 1, 1], widths: [48, 96, 192, 384] },
  resnet10: { block: 'basic', blocks: [1, 1, 1, 1], widths: [32, 64, 128, 256] },
  resnet20: { block: 'basic', blocks: [3, 3, 3], widths: [16, 32, 64] },
  resnet18: { block: 'basic', blocks: [2, 2, 2, 2], widths: [64, 128, 256, 512] },
  resnet34: { block: 'basic', blocks: [3, 4, 6, 3], widths: [64, 128, 256, 512] },
  resnet50: { block: 'bottleneck', blocks: [3, 4, 6, 3], widths: [64, 128, 256, 512] },
} as const satisfies Record<string, ResNetShape>;

export type EncoderName = keyof typeof encoders;

/** Pictures up to this size keep their resolution in the stem, in pixels. */
const largestCifarStem = 64;

export interface Encoder {
  readonly module: Module;
  /** D, the length of an embedding. */
  readonly dimensions: number;
}

/** @param size height and width of the input in pixels, which decides the stem */
export function createEncoder(name: EncoderName, size: number): Encoder {
  return encoderWithStem(name, size <= largestCifarStem ? 'cifar' : 'imagenet');
}

/** The same with a stem for pictures of another size. */
export function encoderWithStem(name: EncoderName, stem: Stem): Encoder {
  const shape = encoders[name];
  return { module: resnet('encoder', shape, stem), dimensions: resnetDimensions(shape) };
}
