import { createGraphBuilder } from './onnx/builder.ts';
import { describeGraph, encodeModel } from './onnx/encode.ts';
import { InferenceSession, Tensor } from './onnxruntime.ts';
import { nchwc } from './trace/blocked/layout.ts';
import type { Target } from './trace/target.ts';

/** A multiple of every block size that onnxruntime has. */
const channels = 16;
const places = 2;

let known: Promise<Target> | undefined;

/** How to formulate graphs for this processor, found out once. */
export function cpuTarget(): Promise<Target> {
  known ??= probeBlock().then((block) => ({ block, steepMask: true, half: false }));
  return known;
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
