import {
  createGraphBuilder,
  describeGraph,
  encodeModel,
  type InputSpec,
} from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../tensors.ts';
import { InferenceSession, Tensor } from './onnxruntime.ts';
import { nchwc } from './trace/layout.ts';
import { portable, type Target } from './trace/target.ts';
import { trace } from './trace/trace.ts';

/** A multiple of every block size that onnxruntime has. */
const channels = 16;
const places = 2;

let known: Promise<Target> | undefined;

/**
 * How to formulate graphs for this processor, found out once. The blocked layout is internal to
 * onnxruntime, so it is used only if it is one that this code knows and gives the right numbers.
 */
export function cpuTarget(): Promise<Target> {
  known ??= probe();
  return known;
}

async function probe(): Promise<Target> {
  const plain: Target = { ...portable, steepMask: true };
  const blocked: Target = { ...plain, block: await probeBlock() };
  return blocked.block > 0 && (await computesAs(blocked, plain)) ? blocked : plain;
}

/**
 * The block of onnxruntime's internal layout, read from what its reordering operator does to numbers
 * that name their own places. 0 where the operator is missing or does something unknown.
 */
async function probeBlock(): Promise<number> {
  const graph = createGraphBuilder();
  const shape = [1, channels, 1, places];
  const input = graph.input('x', { dtype: 'float32', shape });
  const reordered = graph.node(nchwc('ReorderInput'), [input], {}, 'float32', shape);
  const model = encodeModel(describeGraph(graph, new Map([['y', reordered]])));
  try {
    const session = await InferenceSession.create(model, { executionProviders: ['cpu'] });
    const numbers = Float32Array.from({ length: channels * places }, (_, i) => i);
    const { y } = await session.run({ x: new Tensor('float32', numbers, shape) });
    await session.release();
    const found = y!.data as Float32Array;
    return [16, 8].find((block) => found.every((n, i) => n === sourceOf(i, block))) ?? 0;
  } catch {
    return 0;
  }
}

/** Where the number at a place of the blocked layout came from. */
function sourceOf(place: number, block: number): number {
  const [rest, inner] = [Math.floor(place / block), place % block];
  const [outer, column] = [Math.floor(rest / places), rest % places];
  return (outer * block + inner) * places + column;
}

/** Every kind of operation on blocked values, in both formulations, on the same numbers. */
async function computesAs(target: Target, expected: Target): Promise<boolean> {
  const image = [channels, channels, 4, 4];
  const filter = [channels, channels, 3, 3];
  const inputs = { x: float(image), dy: float(image), filter: float(filter) };
  const attributes = { stride: 1, pad: 1 };
  const run = (name: string, tensors: Tensors, shape: number[]) =>
    tf.engine().runKernel(name, tensors as never, { ...attributes, shape }) as tf.Tensor;
  const compute = ({ x, dy, filter: weight }: Tensors): Tensors => {
    const y = run('NchwConv2D', { x: x!, filter: weight! }, image);
    const mean = run('ChannelMean', { x: y }, []);
    return {
      affine: tf.relu(run('ChannelAffine', { x: y, scale: mean, shift: mean }, [])),
      dx: run('NchwConv2DInputGrad', { dy: dy!, filter: weight! }, image),
      dw: run('NchwConv2DFilterGrad', { dy: dy!, x: x! }, filter),
    };
  };
  try {
    const [found, right] = [
      await runOnce(trace(compute, inputs, target), inputs),
      await runOnce(trace(compute, inputs, expected), inputs),
    ];
    return Object.entries(right).every(([name, { data }]) =>
      (data as Float32Array).every(
        (value, i) => Math.abs((found[name]!.data as Float32Array)[i]! - value) < 1e-3,
      ),
    );
  } catch {
    return false;
  }
}

/** Runs a model on numbers from -1/2 to 1/2. */
async function runOnce(model: Uint8Array, inputs: Readonly<Record<string, InputSpec>>) {
  const session = await InferenceSession.create(model, { executionProviders: ['cpu'] });
  const feeds = Object.entries(inputs).map(([name, { shape }]) => {
    const length = shape.reduce((product, n) => product * n, 1);
    const values = Float32Array.from({ length }, (_, i) => ((i * 7919) % 1009) / 1009 - 0.5);
    return [name, new Tensor('float32', values, shape)];
  });
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return results;
}

const float = (shape: readonly number[]): InputSpec => ({ dtype: 'float32', shape });
