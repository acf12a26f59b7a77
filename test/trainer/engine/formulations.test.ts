import assert from 'node:assert/strict';
import { test } from 'node:test';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { portable } from '../../../trainer/engine/trace/target.ts';
import { traceGraph } from '../../../trainer/engine/trace/trace.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createStep } from '../../../trainer/step.ts';
import { networkOf, networks, type TestNetwork } from './networks.ts';

/** A node of a traced graph, as its message has it. */
interface NodeMessage {
  readonly opType: string;
  readonly domain?: string;
  readonly input: readonly string[];
  readonly attribute?: readonly { name: string; i?: number; ints?: number[]; s?: Buffer }[];
}

function nodesOf(of: TestNetwork, block: number): NodeMessage[] {
  const step = createStep({
    network: networkOf(of),
    optimizer: sgd({ momentum: 0.9, weightDecay: 0 }),
    ...{ batch: of.batch, size: of.size, source: of.size, loss: barlow({ lambda: 0.02 }) },
    ...{ mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25], augmentations: augmentations.paper },
  });
  const inputs = { ...step.variables, ...step.batchInputs };
  const target = { ...portable, steepMask: true, block };
  return [...traceGraph((given) => step.run(given), inputs, target).node] as NodeMessage[];
}

type Attributes = Record<string, number | string | readonly number[] | undefined>;

/** What tells each formulation of a convolution from all others, in the graph of a step. */
const formulations: Record<string, (attributes: Attributes, node: NodeMessage) => boolean> = {
  'with what is added to it': (_, { input }) => input.length === 4,
  'with its ReLU': ({ activation }) => activation === 'Relu',
  'gradient of a filter': ({ dilations, group }) => tap(dilations) > 2 && group === 1,
  'gradient of a filter in two parts': ({ dilations, group }) => tap(dilations) > 2 && group === 2,
  'gradient of an input at stride 2, by parity': ({ pads }) => String(pads) === '0,0,1,1',
};
const tap = (dilations: Attributes[string]) => (dilations as readonly number[])[1]!;

const plainly = 'gradient of an input, as ONNX has it';

function formulationsOf(nodes: readonly NodeMessage[]): string[] {
  const convolutions = nodes.filter(
    ({ opType, domain }) => opType === 'Conv' && domain === 'com.microsoft.nchwc',
  );
  const found = Object.entries(formulations).filter(([, isOne]) =>
    convolutions.some((node) => {
      const entries = (node.attribute ?? []).map(({ name, i, ints, s }) => [
        name,
        s?.toString() ?? ints ?? i,
      ]);
      return isOne(Object.fromEntries(entries), node);
    }),
  );
  const unblocked = nodes.some(({ opType }) => opType === 'ConvTranspose');
  return [...found.map(([name]) => name), ...(unblocked ? [plainly] : [])];
}

const [sum, relu, whole, parts, parity] = Object.keys(formulations) as [
  string,
  string,
  string,
  string,
  string,
];

/** By the blocks of AVX-512 and of AVX2. */
const expected: Record<string, Record<16 | 8, string[]>> = {
  'plain, blocked': { 16: [sum, relu, whole, parity], 8: [sum, relu, parts, parity] },
  'basic, blocked': { 16: [sum, relu, parts, parity], 8: [sum, relu, parts, parity] },
  'bottleneck, blocked': { 16: [sum, relu, whole, parity], 8: [sum, relu, whole, parts, parity] },
  'partly blocked': { 16: [sum, relu, whole, plainly], 8: [sum, relu, parts, parity, plainly] },
};

// The oracle's networks are as small as that allows: one that is smaller still may lose some.
for (const [name, byBlock] of Object.entries(expected)) {
  test(`the oracle's network makes the CPU's formulations: ${name}`, () => {
    const of = networks.find((network) => network.name === name)!;
    for (const block of [16, 8] as const)
      assert.deepEqual(formulationsOf(nodesOf(of, block)), byBlock[block], `blocks of ${block}`);
  });
}
