import type { ModelParts, RawInitialiser } from '../../onnx/parts.ts';
import type { RawNode } from '../../onnx/rawNode.ts';
import { QuantiseError } from '../errors.ts';
import { opsetOf } from '../graph/assemble.ts';
import { float32 } from '../graph/types.ts';
import { floatsOf } from '../graph/values.ts';

/** First opset whose DequantizeLinear has a scale for each filter. */
const leastOpset = 13;
/** Of its weights, that convolutions have to have: elsewhere 8 bits save nothing, or cost too much. */
const leastShare = 0.5;

/** A convolution whose weights are constants. */
export interface Convolution {
  readonly node: RawNode;
  /** [filters, channels, ...] */
  readonly weights: RawInitialiser;
  /** [filters] */
  readonly bias: RawInitialiser | null;
}

/** What of a graph is computed in 8 bits. */
export interface QuantisePlan {
  readonly convolutions: readonly Convolution[];
  /** Values that go through 8 bits: what convolutions take and give, and sums of those. */
  readonly values: readonly string[];
}

/**
 * Plans convolutions in 8 bits, with what runtimes make one operation of with them: what cuts off
 * behind one, and sums of two.
 * @throws {QuantiseError} where that is not worth it, or cannot be written
 */
export function planQuantisation(name: string, model: ModelParts): QuantisePlan {
  const { nodes, initialisers } = model.graph;
  if (nodes.some(({ op }) => /QuantizeLinear|QLinear|Integer$/.test(op)))
    throw new QuantiseError(name, 'it has numbers of 8 bits already');
  if (opsetOf(model) < leastOpset)
    throw new QuantiseError(name, `its graph is of opset ${opsetOf(model)}, before ${leastOpset}`);
  const constants = new Map(initialisers.map((one) => [one.name, one]));
  const convolutions = nodes.flatMap((node) => convolutionOf(node, constants));
  const size = (one: RawInitialiser) => one.shape.reduce((a, b) => a * b, 1);
  const floats = initialisers.filter(({ dataType }) => dataType === float32);
  const all = floats.reduce((sum, one) => sum + size(one), 0);
  const own = convolutions.reduce((sum, { weights }) => sum + size(weights), 0);
  if (!(own >= leastShare * all) || own === 0)
    throw new QuantiseError(
      name,
      `of its weights, ${Math.round((100 * own) / Math.max(1, all))} % are convolutions in float32`,
    );
  return { convolutions, values: valuesOf(nodes, convolutions) };
}

function convolutionOf(
  node: RawNode,
  constants: ReadonlyMap<string, RawInitialiser>,
): Convolution[] {
  if (node.op !== 'Conv') return [];
  const [, ofWeights = '', ofBias = ''] = node.inputs;
  const weights = constants.get(ofWeights);
  const bias = ofBias === '' ? null : constants.get(ofBias);
  if (!weights || bias === undefined) return [];
  if (floatsOf(weights) === null || (bias && floatsOf(bias) === null)) return [];
  return [{ node, weights, bias }];
}

function valuesOf(nodes: readonly RawNode[], convolutions: readonly Convolution[]): string[] {
  const consumers = new Map<string, RawNode[]>();
  for (const node of nodes)
    for (const input of new Set([...node.inputs, ...node.inner]))
      consumers.set(input, [...(consumers.get(input) ?? []), node]);
  /** What is behind a convolution, in front of all that takes it. */
  const endOf = (value: string): string => {
    const [next, ...others] = consumers.get(value) ?? [];
    const isCut = next !== undefined && others.length === 0 && ['Relu', 'Clip'].includes(next.op);
    return isCut ? next.outputs[0]! : value;
  };
  const values = new Set(
    convolutions.flatMap(({ node }) => [node.inputs[0]!, endOf(node.outputs[0]!)]),
  );
  for (const { op, inputs, outputs } of nodes)
    if (op === 'Add' && inputs.every((one) => values.has(one))) values.add(endOf(outputs[0]!));
  return [...values];
}
