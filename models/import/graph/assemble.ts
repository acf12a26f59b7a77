import { type ModelParts, writeParts } from '../../onnx/parts.ts';
import type { PictureInput } from './findInput.ts';
import { withFreeBatch } from './freeBatch.ts';
import { freeName, withFreeNames } from './freeNames.ts';
import { batchesOpset, inBatches } from './inBatches.ts';
import { neededFor } from './needed.ts';
import type { Pieces } from './pieces.ts';
import { preprocess, type Scaling } from './preprocess.ts';
import { type Pool, toEmbedding } from './toEmbedding.ts';
import { float32, uint8 } from './types.ts';
import { makeValue } from './values.ts';

/** A graph, and how pictures are put into it. */
export interface Source {
  readonly model: ModelParts;
  readonly input: PictureInput;
  readonly layout: 'nchw' | 'nhwc';
  readonly width: number;
  readonly height: number;
  /** Null for a graph that takes pixels as they are. */
  readonly scaling: Scaling | null;
}

/** What of a graph's outputs is an embedding, and how. */
export interface Features {
  readonly output: string;
  readonly dataType: number;
  /** Without the batch. */
  readonly shape: readonly number[];
  readonly pool: Pool;
  readonly normalise: boolean;
  readonly dimensions: number;
}

/**
 * How a graph comes to take any number of pictures: as it is, with what is reshaped to its number of
 * them set free, or by running it as often as it takes.
 */
export type BatchWay = 'as it is' | 'reshaped' | 'in batches';

/** Version of the graph's ONNX operators. */
export const opsetOf = ({ opsets }: ModelParts): number => opsets.get('') ?? 1;

/** The ways that there are for a graph, the best of them first. */
export function batchWays({ model, input }: Source): readonly BatchWay[] {
  // It looks at a whole batch, so that an embedding would depend on what it happens to be beside.
  if (model.graph.nodes.some(({ op }) => op === 'DynamicQuantizeLinear')) return ['in batches'];
  const others: BatchWay[] = input.batch === null ? [] : ['reshaped'];
  return [
    'as it is',
    ...others,
    ...(opsetOf(model) >= batchesOpset ? ['in batches' as const] : []),
  ];
}

/** The graph from `pixels`, with outputs of its own: for a look at what they are. */
export function trialGraph(source: Source, outputs: readonly string[]): Uint8Array {
  const { model, width, height, input } = source;
  const before = beforeOf(source);
  const graph = withFreeNames(model.graph);
  const names = outputs.map(freeName);
  return join(model, {
    inputs: [makeValue('pixels', uint8!, [input.batch ?? 1, height, width, 3])],
    outputs: graph.outputs.filter(({ name }) => names.includes(name)),
    pieces: [before, prune(graph, names)],
    rest: graph.rest,
  });
}

/** The graph of a bundle: `pixels` uint8 [N, H, W, 3] to `embedding` float32 [N, D]. */
export function encoderGraph(source: Source, features: Features, way: BatchWay): Uint8Array {
  const { model, layout, width, height, input } = source;
  const { dimensions, shape, dataType } = features;
  const output = freeName(features.output);
  const free = withFreeNames(model.graph);
  const taker = freeName(input.value.name);
  const graph = way === 'reshaped' ? withFreeBatch(free, taker, input.batch!) : free;
  const inner = prune(graph, [output]);
  const isSplit = way === 'in batches';
  const batch = input.batch ?? 1;
  const sides = layout === 'nchw' ? [3, height, width] : [height, width, 3];
  const split = () =>
    inBatches(
      { ...graph, ...inner, inputs: [], outputs: [], rest: graph.rest },
      batch,
      makeValue(taker, input.value.dataType, [batch, ...sides]),
      makeValue(output, dataType, [batch, ...shape]),
      'selfsame/prepared',
      'selfsame/features',
    );
  const behind = toEmbedding({
    ...features,
    name: isSplit ? 'selfsame/features' : output,
    layout,
    opset: opsetOf(model),
  });
  return join(model, {
    inputs: [makeValue('pixels', uint8!, ['N', height, width, 3])],
    outputs: [makeValue('embedding', float32!, ['N', dimensions])],
    pieces: [
      isSplit ? beforeOf(source, 'selfsame/prepared') : beforeOf(source),
      isSplit ? split() : inner,
      behind,
    ],
    rest: isSplit ? [] : graph.rest,
  });
}

const beforeOf = (
  { scaling, layout, input }: Source,
  to: string = freeName(input.value.name),
): Pieces => preprocess(scaling, layout, input.value.dataType, to);

/** What makes some values, and nothing else. */
function prune(graph: ModelParts['graph'], names: readonly string[]) {
  const { nodes, values } = neededFor(graph, names);
  return {
    nodes: [...nodes],
    initialisers: graph.initialisers.filter(({ name }) => values.has(name)),
  };
}

interface Joined {
  readonly pieces: readonly Pieces[];
  readonly inputs: ModelParts['graph']['inputs'];
  readonly outputs: ModelParts['graph']['outputs'];
  readonly rest: ModelParts['graph']['rest'];
}

function join(model: ModelParts, { pieces, ...graph }: Joined): Uint8Array {
  const nodes = pieces.flatMap((one) => one.nodes);
  const initialisers = pieces.flatMap((one) => one.initialisers);
  return Buffer.concat(writeParts({ ...model, graph: { ...graph, nodes, initialisers } }));
}
