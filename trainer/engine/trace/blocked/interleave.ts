import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { memoryShape, viewAs } from '../layout.ts';

/**
 * Four blocked images as the even and odd rows and columns of one: [N, C, H, W] each, phases[a][b] at
 * (2u + a, 2v + b) of [N, C, 2 H, 2 W].
 */
export function interleave(backend: TraceBackend, phases: readonly (readonly Value[])[]): Value {
  const one = phases[0]![0]!;
  const memory = memoryShape(backend, one) as [number, number, number, number, number];
  const [batch, blocks, rows, columns, block] = memory;
  const concat = (values: readonly Value[], axis: number, size: readonly number[]) =>
    backend.graph.node('Concat', values, { axis }, 'float32', size);
  const lines = phases.map((line) => {
    const pair = line.map((value) => viewAs(backend, value, memory));
    const joined = concat(pair, 4, memory.with(4, 2 * block));
    return viewAs(backend, joined, [batch * blocks, rows, 1, 2 * columns * block]);
  });
  const pixels = concat(lines, 2, [batch * blocks, rows, 2, 2 * columns * block]);
  const shape = [batch, one.shape[1]!, 2 * rows, 2 * columns];
  return viewAs(backend, pixels, shape, true);
}
