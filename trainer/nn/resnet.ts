import * as tf from '@tensorflow/tfjs-core';
import { conv, globalAveragePool, norm, rectify, relu } from './layers.ts';
import { maxPoolAfterRelu } from './maxPool.ts';
import { type Module, sequence } from './module.ts';

/** `cifar`: 3 x 3 at stride 1. `imagenet`: 7 x 7 at stride 2 and a max-pool. */
export type Stem = 'cifar' | 'imagenet';

export interface ResNetShape {
  readonly block: BlockName;
  /** Number of blocks of each stage. */
  readonly blocks: readonly number[];
  /** Channels inside the blocks of each stage; a bottleneck's output is four times as wide. */
  readonly widths: readonly number[];
}

type BlockName = keyof typeof blocks;

type MakeBlock = (name: string, inputs: number, width: number, stride: number) => Module;

/** How to make each kind of block, and how many times as wide as `width` its output is. */
const blocks = {
  plain: { make: plainBlock, expansion: 1 },
  basic: { make: basicBlock, expansion: 1 },
  bottleneck: { make: bottleneckBlock, expansion: 4 },
} satisfies Record<string, { make: MakeBlock; expansion: number }>;

/** D, the length of an embedding. */
export function resnetDimensions({ block, widths }: ResNetShape): number {
  return widths.at(-1)! * blocks[block].expansion;
}

/** Residual (or plain) network without classifier (arXiv 1512.03385): [N, 3, H, W] -> [N, D]. */
export function resnet(name: string, shape: ResNetShape, stem: Stem): Module {
  const { make, expansion } = blocks[shape.block];
  const modules: Module[] = [stemOf(`${name}.stem`, stem, shape.widths[0]!)];
  let channels = shape.widths[0]!;
  for (const [stage, width] of shape.widths.entries()) {
    for (let block = 0; block < shape.blocks[stage]!; block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      modules.push(make(`${name}.stage${stage + 1}.${block}`, channels, width, stride));
      channels = width * expansion;
    }
  }
  return sequence(...modules, globalAveragePool);
}

function stemOf(name: string, stem: Stem, width: number): Module {
  return stem === 'cifar'
    ? sequence(conv(`${name}.conv`, 3, width, 3), norm(`${name}.norm`, width), relu)
    : sequence(
        conv(`${name}.conv`, 3, width, 7, 2),
        norm(`${name}.norm`, width),
        relu,
        maxPoolAfterRelu,
      );
}

/** One convolution without a shortcut: for nets so shallow that they need none. */
function plainBlock(name: string, inputs: number, width: number, stride: number): Module {
  return sequence(
    conv(`${name}.conv`, inputs, width, 3, stride),
    norm(`${name}.norm`, width),
    relu,
  );
}

function basicBlock(name: string, inputs: number, width: number, stride: number): Module {
  const body = sequence(
    conv(`${name}.conv1`, inputs, width, 3, stride),
    norm(`${name}.norm1`, width),
    relu,
    conv(`${name}.conv2`, width, width, 3),
    norm(`${name}.norm2`, width, 'zeros'),
  );
  return residual(body, shortcut(name, inputs, width, stride));
}

/**
 * The output is four times as wide as the inside (He et al. 2015, section 4.1); the stride is in
 * the 3 x 3 convolution, as in torchvision ("ResNet v1.5").
 */
function bottleneckBlock(name: string, inputs: number, width: number, stride: number): Module {
  const outputs = width * blocks.bottleneck.expansion;
  const body = sequence(
    conv(`${name}.conv1`, inputs, width, 1),
    norm(`${name}.norm1`, width),
    relu,
    conv(`${name}.conv2`, width, width, 3, stride),
    norm(`${name}.norm2`, width),
    relu,
    conv(`${name}.conv3`, width, outputs, 1),
    norm(`${name}.norm3`, outputs, 'zeros'),
  );
  return residual(body, shortcut(name, inputs, outputs, stride));
}

/** The identity where shapes agree, else a 1 x 1 projection. */
function shortcut(name: string, inputs: number, outputs: number, stride: number): Module {
  if (inputs === outputs && stride === 1) return sequence();
  return sequence(
    conv(`${name}.shortcut.conv`, inputs, outputs, 1, stride),
    norm(`${name}.shortcut.norm`, outputs),
  );
}

/**
 * relu(body(x) + shortcut(x)). The body's last normalisation starts at zero, so that every block
 * starts as its shortcut (as the Barlow Twins authors train ResNet-50).
 */
function residual(body: Module, skip: Module): Module {
  return {
    parameters: [...body.parameters, ...skip.parameters],
    statistics: [...body.statistics, ...skip.statistics],
    apply: (x, pass) => rectify(tf.add(body.apply(x, pass), skip.apply(x, pass))),
  };
}
