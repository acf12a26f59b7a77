import { type ModelParts, type RawInitialiser, writeParts } from '../../onnx/parts.ts';
import { makeNode, type RawNode, withNames } from '../../onnx/rawNode.ts';
import { ownName } from '../graph/pieces.ts';
import { float32 } from '../graph/types.ts';
import { floatsOf, makeConstant, makeValue, type Numbers } from '../graph/values.ts';
import type { Convolution, QuantisePlan } from './plan.ts';

/** The least and the largest number that a value has. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Of 8 bits without a sign. */
const steps = 255;
/**
 * Of weights: 0 is in the middle of 8 bits without a sign. With a sign, processors without instructions
 * for it (before AVX-512 VNNI) add two products in 16 bits, which overflow. By AVX2, embeddings of
 * EfficientNet-Lite0 had a mean cosine of 0.87 with the original's, and of 0.99 without a sign.
 */
const [mostOfWeights, middle] = [127, 128];
/** Keeps a value that is always zero from a scale of zero. */
const leastScale = 1e-12;

/** The graph with some values as outputs too: for a look at their ranges. @returns bytes of an .onnx file */
export function watchedGraph(model: ModelParts, values: readonly string[]): Uint8Array {
  const there = new Set(model.graph.outputs.map(({ name }) => name));
  const watched = values
    .filter((one) => !there.has(one))
    .map((one) => makeValue(one, float32!, null));
  const graph = { ...model.graph, outputs: [...model.graph.outputs, ...watched] };
  return Buffer.concat(writeParts({ ...model, graph }));
}

/**
 * Has convolutions compute in 8 bits: what they take and give and their weights go through
 * QuantizeLinear and DequantizeLinear, of which runtimes make convolutions of whole numbers
 * (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, QDQ). Weights have a
 * scale for each filter.
 * @param ranges of the plan's values
 * @returns the bytes of an .onnx file
 */
export function quantiseGraph(
  model: ModelParts,
  { convolutions, values }: QuantisePlan,
  ranges: ReadonlyMap<string, Range>,
): Uint8Array {
  const constants: RawInitialiser[] = [];
  const constant = (...given: Parameters<typeof makeConstant>) => {
    constants.push(makeConstant(...given));
    return given[0];
  };
  const scaleOf = new Map<string, number>();
  const around = new Map<string, RawNode[]>();
  const names = new Map<string, string>();
  for (const [i, value] of values.entries()) {
    const { least, most } = ranges.get(value)!;
    // Zero has a number of its own: of what is cut off, and around pictures, there is much.
    const [low, high] = [Math.min(0, least), Math.max(0, most)];
    const scale = Math.max(leastScale, (high - low) / steps);
    const by = [
      constant(ownName(`q${i}/scale`), [], Float32Array.of(scale)),
      constant(ownName(`q${i}/zero`), [], Uint8Array.of(Math.round(-low / scale))),
    ];
    const [bytes, floats] = [ownName(`q${i}/bytes`), ownName(`q${i}/floats`)];
    scaleOf.set(value, scale);
    names.set(value, floats);
    around.set(value, [
      makeNode('QuantizeLinear', [value, ...by], bytes),
      makeNode('DequantizeLinear', [bytes, ...by], floats),
    ]);
  }
  const weighed = new Map(
    convolutions.map((one, i) => [
      one.node,
      weightNodes(one, i, scaleOf.get(one.node.inputs[0]!)!, constant),
    ]),
  );
  const { graph } = model;
  const ofInputs = graph.inputs.flatMap(({ name }) => around.get(name) ?? []);
  const nodes = graph.nodes.flatMap((node) => {
    const { before, renames } = weighed.get(node) ?? { before: [], renames: [] };
    const taken = [...names].filter(([name]) => !node.outputs.includes(name));
    const changed = withNames(node, new Map([...taken, ...renames]));
    return [...before, changed, ...node.outputs.flatMap((name) => around.get(name) ?? [])];
  });
  const unused = new Set(
    convolutions.flatMap(({ weights, bias }) => [weights.name, ...(bias ? [bias.name] : [])]),
  );
  for (const name of nodes.flatMap(({ inputs, inner }) => [...inputs, ...inner]))
    unused.delete(name);
  const kept = graph.initialisers.filter(({ name }) => !unused.has(name));
  const whole = { ...graph, nodes: [...ofInputs, ...nodes], initialisers: [...kept, ...constants] };
  return Buffer.concat(writeParts({ ...model, graph: whole }));
}

/** What makes a convolution's weights and bias of whole numbers. @param scale of what it takes */
function weightNodes(
  { weights, bias }: Convolution,
  index: number,
  scale: number,
  constant: (...given: Parameters<typeof makeConstant>) => string,
): { readonly before: RawNode[]; readonly renames: [string, string][] } {
  const values = floatsOf(weights)!;
  const [filters] = weights.shape as [number];
  const size = values.length / filters;
  const biases = bias && floatsOf(bias);
  const scales = Float32Array.from({ length: filters }, (_, i) => {
    let most = 0;
    for (let at = i * size; at < (i + 1) * size; at++) most = Math.max(most, Math.abs(values[at]!));
    // A filter that is all but zero may have a bias, which has to go into 32 bits.
    const ofBias = Math.abs(biases?.[i] ?? 0) / (2 ** 30 * scale);
    return Math.max(leastScale, most / mostOfWeights, ofBias);
  });
  const numbers = Uint8Array.from(
    values,
    (one, i) => middle + Math.round(one / scales[Math.floor(i / size)]!),
  );
  const zeros = new Uint8Array(filters).fill(middle);
  const dequantised = (what: string, numbers: Numbers, by: Float32Array, zeros: Numbers) => {
    const name = (part: string) => ownName(`conv${index}/${what}/${part}`);
    const shape = what === 'weights' ? weights.shape : [filters];
    const inputs = [
      constant(name('numbers'), shape, numbers),
      constant(name('scales'), [filters], by),
      constant(name('zeros'), [filters], zeros),
    ];
    return makeNode('DequantizeLinear', inputs, name('floats'), { axis: 0 });
  };
  const before = [dequantised('weights', numbers, scales, zeros)];
  const renames: [string, string][] = [[weights.name, before[0]!.outputs[0]!]];
  if (bias && biases) {
    const by = scales.map((one) => one * scale);
    const whole = Int32Array.from(biases, (one, i) => Math.round(one / by[i]!));
    const node = dequantised('bias', whole, by, new Int32Array(filters));
    before.push(node);
    renames.push([bias.name, node.outputs[0]!]);
  }
  return { before, renames };
}
