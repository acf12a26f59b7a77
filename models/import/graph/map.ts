import type { ModelCard } from '../../bundle/card.ts';
import { type ModelParts, type RawValue, writeParts } from '../../onnx/parts.ts';
import { ModelProto } from '../../onnx/schema.ts';
import { opsetOf } from './assemble.ts';
import { freeName, renamed } from './freeNames.ts';
import { createPieces, ownName, type Pieces } from './pieces.ts';
import { toEmbedding } from './toEmbedding.ts';
import { float32 } from './types.ts';
import { makeValue } from './values.ts';

/** (x - mean) times weights, plus bias, and what is below zero cut off where `rectified`. */
export interface MapLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** [inputs] */
  readonly mean?: Float32Array;
  /** [inputs, outputs] */
  readonly weights: Float32Array;
  /** [outputs] */
  readonly bias?: Float32Array;
  readonly rectified?: boolean;
}

/** What is done to embeddings behind an encoder, before they are brought to length one again. */
export type EmbeddingMap = readonly [MapLayer, ...MapLayer[]];

/** Numbers of a map. */
export const mapSize = (map: EmbeddingMap): number =>
  map
    .flatMap(({ mean, weights, bias }) => [mean, weights, bias])
    .reduce((sum, one) => sum + (one?.length ?? 0), 0);

/** Dimensions that come out of a map. */
export const mappedDimensions = (map: EmbeddingMap): number => map.at(-1)!.outputs;

/** What an embedding is called once a map is behind it. */
const innerName = (prefix: string) => ownName(`${prefix}/embedding`);

/** The value of a bundle's graph that is the encoder's own embedding, with no map behind it. */
export const encoderOutput = ({ derived }: Pick<ModelCard, 'derived'>): string =>
  derived?.some(({ how }) => how !== 'quantised') ? innerName('map0') : 'embedding';

/**
 * A bundle's graph with a map behind it, which gives `embedding` float32 [N, K] of length one.
 * @param output that the map is put behind
 * @returns the bytes of an .onnx file
 */
export function withMap(model: ModelParts, map: EmbeddingMap, output = 'embedding'): Uint8Array {
  const { graph } = model;
  const made = graph.nodes.flatMap(({ outputs }) => outputs);
  const isFree = (prefix: string) => !made.some((name) => name.startsWith(ownName(prefix)));
  // A map may be put behind another one.
  let number = 0;
  while (!isFree(`map${number}`)) number++;
  const prefix = `map${number}`;
  const inner = innerName(prefix);
  const names = [
    ['embedding', freeName('embedding')],
    [output, inner],
  ] as const;
  const free = renamed(graph, new Map(names));
  const { dataType } = graph.outputs.find(({ name }) => name === output)!;
  const pieces = piecesOf(map, { name: inner, dataType }, prefix, true, opsetOf(model));
  return join(model, { ...free, outputs: [embeddingOf(map)] }, pieces);
}

/**
 * The map alone: `rows` float32 [N, D] to `embedding` float32 [N, K].
 * @param normalise brings them to length one
 * @returns the bytes of an .onnx file
 */
export function mapGraph(map: EmbeddingMap, normalise: boolean): Uint8Array {
  const [opset, irVersion] = [18, 8];
  const header = { irVersion, opsetImport: [{ domain: '', version: opset }] };
  const rest = [ModelProto.encode(ModelProto.fromObject(header)).finish()];
  const inputs = [makeValue('rows', float32!, ['N', map[0].inputs])];
  const graph = { nodes: [], initialisers: [], inputs, outputs: [embeddingOf(map)], rest: [] };
  const pieces = piecesOf(map, { name: 'rows', dataType: float32! }, 'map0', normalise, opset);
  return join({ opsets: new Map([['', opset]]), graph, rest }, graph, pieces);
}

const embeddingOf = (map: EmbeddingMap): RawValue =>
  makeValue('embedding', float32!, ['N', mappedDimensions(map)]);

function piecesOf(
  map: EmbeddingMap,
  from: { readonly name: string; readonly dataType: number },
  prefix: string,
  normalise: boolean,
  opset: number,
): Pieces {
  const add = createPieces(prefix);
  let { name } = from;
  if (from.dataType !== float32) name = add.node('Cast', [name], { to: float32! });
  for (const { inputs, outputs, mean, weights, bias, rectified } of map) {
    if (mean) name = add.node('Sub', [name, add.constant(mean, [inputs])]);
    name = add.node('MatMul', [name, add.constant(weights, [inputs, outputs])]);
    if (bias) name = add.node('Add', [name, add.constant(bias, [outputs])]);
    if (rectified) name = add.node('Relu', [name]);
  }
  const behind = toEmbedding({
    ...{ name, shape: [mappedDimensions(map)], dataType: float32!, pool: 'none', layout: 'nchw' },
    ...{ normalise, opset, prefix: `${prefix}_behind` },
  });
  return {
    nodes: [...add.pieces.nodes, ...behind.nodes],
    initialisers: [...add.pieces.initialisers, ...behind.initialisers],
  };
}

function join(model: ModelParts, graph: ModelParts['graph'], pieces: Pieces): Uint8Array {
  const nodes = [...graph.nodes, ...pieces.nodes];
  const initialisers = [...graph.initialisers, ...pieces.initialisers];
  return Buffer.concat(writeParts({ ...model, graph: { ...graph, nodes, initialisers } }));
}
