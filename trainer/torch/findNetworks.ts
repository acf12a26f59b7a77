import type { StoredTensor } from '@selfsame/models/torch';

export type StoredTensors = ReadonlyMap<string, StoredTensor>;

/** A ResNet among the tensors of a file. */
export interface FoundNetwork {
  /** What the names of its tensors begin with: 'state_dict.backbone.'. */
  readonly prefix: string;
  /** By the names that torchvision has for them, in whatever way they are named there. */
  readonly tensors: StoredTensors;
}

/**
 * Every ResNet of a file: under torchvision's names, which timm, Barlow Twins' authors and solo-learn
 * have too; under the numbers that these get as children of an `nn.Sequential`, as in lightly's
 * examples; and with lightly's own name for shortcuts.
 */
export function findNetworks(all: StoredTensors): FoundNetwork[] {
  return [...all].flatMap(([name, { shape }]) => {
    const [, named] = /^(.*\.|)conv1\.weight$/.exec(name) ?? [];
    if (named !== undefined && all.has(`${named}layer1.0.conv1.weight`))
      return [networkAt(all, named, new Map())];
    const [, numbered] = /^(.*\.|)0\.weight$/.exec(name) ?? [];
    if (numbered === undefined || shape.length !== 4) return [];
    // Between batch normalisation and the first stage are a ReLU and a max-pool, or none of them.
    const isStage = (child: number) => all.has(`${numbered}${child}.0.conv1.weight`);
    const first = [2, 3, 4].find(isStage);
    if (first === undefined) return [];
    const stages = [0, 1, 2, 3].filter((i) => isStage(first + i));
    const children = stages.map((i): [string, string] => [`${first + i}`, `layer${i + 1}`]);
    return [networkAt(all, numbered, new Map([['0', 'conv1'], ['1', 'bn1'], ...children]))];
  });
}

function networkAt(
  all: StoredTensors,
  prefix: string,
  children: ReadonlyMap<string, string>,
): FoundNetwork {
  const own = [...all].filter(([name]) => name.startsWith(prefix));
  const tensors = own.map(([name, tensor]): [string, StoredTensor] => {
    const [child = '', ...rest] = name.slice(prefix.length).split('.');
    const usual = [children.get(child) ?? child, ...rest].join('.');
    return [usual.replace('.shortcut.', '.downsample.'), tensor];
  });
  return { prefix, tensors: new Map(tensors) };
}
