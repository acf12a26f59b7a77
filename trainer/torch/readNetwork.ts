import { readTensorFile } from '@selfsame/models/torch';
import type { Arrays } from '../arrays.ts';
import { CheckpointMismatchError } from '../errors.ts';
import { type Encoder, type EncoderName, encoders, encoderWithStem } from '../nn/encoders.ts';
import type { Stem } from '../nn/resnet.ts';
import { modelShapes, type Shapes } from '../step.ts';
import { chooseNetwork } from './chooseNetwork.ts';
import type { StoredTensors } from './findNetworks.ts';
import { torchName } from './names.ts';

/** A ResNet of a PyTorch checkpoint, as one of the trainer's. */
export interface TorchNetwork {
  readonly name: EncoderName;
  readonly stem: Stem;
  readonly encoder: Encoder;
  /** Weights and running statistics under the step's names, and their shapes. */
  readonly variables: Arrays;
  readonly shapes: Shapes;
  /** What its tensors' names begin with in the file. */
  readonly prefix: string;
  /** What else is there, and how many tensors each: 'fc (2)'. */
  readonly leftOut: readonly string[];
}

/** The side of pictures that networks with a stem are usually trained with, in pixels. */
export const usualSize: Readonly<Record<Stem, number>> = { cifar: 32, imagenet: 224 };

/**
 * Reads a ResNet of torchvision's architecture, which is the trainer's: the stride of a bottleneck is
 * in its 3 x 3 convolution, and batch normalisation adds 1e-5 to the variance.
 * @param prefix of its tensors' names, where there are several networks
 * @throws {SelfsameError} where it is another one, listing what differs
 */
export async function readTorchNetwork(path: string, prefix?: string): Promise<TorchNetwork> {
  const all = await readTensorFile(path);
  const network = chooseNetwork(path, all, prefix);
  const { name, stem } = architectureOf(path, network.tensors);
  const encoder = encoderWithStem(name, stem);
  const shapes = modelShapes(encoder.module);
  const names = Object.keys(shapes);
  const problems = differences(network.tensors, shapes);
  if (problems.length > 0) throw new CheckpointMismatchError(path, name, problems);
  const values = names.map((one) => [one, network.tensors.get(torchName(one))!.values]);
  const own = new Set(names.map(torchName));
  return {
    ...{ name, stem, encoder, shapes, prefix: network.prefix },
    variables: Object.fromEntries(values) as Arrays,
    leftOut: leftOutOf(all, network, own),
  };
}

/** @throws {CheckpointMismatchError} where the trainer has none of its depth and width */
function architectureOf(path: string, tensors: StoredTensors): { name: EncoderName; stem: Stem } {
  const block = tensors.has('layer1.0.conv3.weight') ? 'bottleneck' : 'basic';
  const stages = [1, 2, 3, 4].map((stage) => countBlocks(tensors, stage)).filter(Boolean);
  const [width = 0, , kernel] = tensors.get('conv1.weight')!.shape;
  const known = Object.entries(encoders).find(
    ([, shape]) =>
      shape.block === block && shape.widths[0] === width && shape.blocks.join() === stages.join(),
  );
  if (known !== undefined)
    return { name: known[0] as EncoderName, stem: kernel === 3 ? 'cifar' : 'imagenet' };
  const depth = `${block} blocks in stages of ${stages.join(', ')}, the first ${width} channels wide`;
  throw new CheckpointMismatchError(path, null, [depth]);
}

function countBlocks(tensors: StoredTensors, stage: number): number {
  for (let count = 0; ; count++)
    if (!tensors.has(`layer${stage}.${count}.conv1.weight`)) return count;
}

/** What belongs to a network itself; everything else is a head, or another network. */
const ofNetwork = /^(conv\d*|bn\d*|norm\d*|gn\d*|layer\d+|stem|attnpool)\./;
/** Batches that batch normalisation has seen, which counts for nothing. */
const counts = /\.num_batches_tracked$/;

function differences(tensors: StoredTensors, shapes: Shapes): string[] {
  const wanted = Object.entries(shapes).map(([name, shape]) => [torchName(name), shape] as const);
  const names = new Set(wanted.map(([name]) => name));
  const extra = [...tensors.keys()].filter(
    (name) => ofNetwork.test(name) && !names.has(name) && !counts.test(name),
  );
  return [
    ...wanted.flatMap(([name, shape]) => {
      const there = tensors.get(name)?.shape;
      if (there === undefined) return [`${name} is not in it`];
      if (there.join() === shape.join()) return [];
      return [`${name} is [${there.join(', ')}] there and [${shape.join(', ')}] here`];
    }),
    ...extra.map((name) => `${name} is in it and not in this network`),
  ];
}

/** Groups by what their names have after what they share with the network's. */
function leftOutOf(
  all: StoredTensors,
  { prefix, tensors }: { readonly prefix: string; readonly tensors: StoredTensors },
  own: ReadonlySet<string>,
): string[] {
  const taken = new Set([...tensors].flatMap(([name, tensor]) => (own.has(name) ? [tensor] : [])));
  const groups = new Map<string, number>();
  const begun = prefix.split('.').slice(0, -1);
  for (const [name, tensor] of all) {
    if (taken.has(tensor) || counts.test(name)) continue;
    const parts = name.split('.');
    const shared = parts.findIndex((part, i) => part !== begun[i]);
    const group = parts.slice(0, shared + 1).join('.');
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return [...groups].map(([group, count]) => `${group} (${count})`);
}

/** What was found, for people. */
export function linesOf({ name, stem, prefix, leftOut }: TorchNetwork): string[] {
  const stems = { cifar: '3 x 3 without max-pool', imagenet: '7 x 7 with max-pool' };
  return [
    `  network     ${name}, stem ${stems[stem]}${prefix && `, of ${prefix}*`}`,
    ...(leftOut.length > 0 ? [`  left out    ${leftOut.join(', ')}`] : []),
  ];
}
