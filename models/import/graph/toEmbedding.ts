import { type Adder, createPieces, type Pieces } from './pieces.ts';
import { float32 } from './types.ts';

export type Pool = 'cls' | 'mean' | 'none';

export interface FromOutput {
  /** The value to begin with, and its shape without the batch. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dataType: number;
  readonly pool: Pool;
  readonly layout: 'nchw' | 'nhwc';
  readonly normalise: boolean;
  /** Of the graph's ONNX operators. */
  readonly opset: number;
  /** Of the names of what is added (default: 'behind'). */
  readonly prefix?: string;
}

/** Keeps the length of an embedding of zeros from dividing by zero. */
const epsilon = 1e-12;

/** From an output [N, D], [N, T, C], [N, C, h, w] or [N, h, w, C] to `embedding` float32 [N, D]. */
export function toEmbedding(from: FromOutput): Pieces {
  const { name, shape, dataType, pool, layout, normalise, opset } = from;
  const add = createPieces(from.prefix ?? 'behind');
  let value = dataType === float32 ? name : add.node('Cast', [name], { to: float32! });
  if (pool === 'cls') {
    const first = add.constant(BigInt64Array.of(0n), []);
    value = add.node('Gather', [value, first], { axis: 1 });
  }
  if (pool === 'mean') {
    const isMap = shape.length === 3;
    const axes = isMap ? (layout === 'nchw' ? [2, 3] : [1, 2]) : [1];
    value = reduced(add, 'ReduceMean', value, axes, false, opset < 18);
  }
  if (!normalise) add.node('Identity', [value], {}, 'embedding');
  else {
    const squares = add.node('Mul', [value, value]);
    const sum = reduced(add, 'ReduceSum', squares, [1], true, opset < 13);
    const atLeast = add.node('Add', [sum, add.constant(Float32Array.of(epsilon), [1])]);
    add.node('Div', [value, add.node('Sqrt', [atLeast])], {}, 'embedding');
  }
  return add.pieces;
}

/** Over axes, which older versions of the operator have as an attribute. */
function reduced(
  add: Adder,
  op: 'ReduceMean' | 'ReduceSum',
  value: string,
  axes: readonly number[],
  keep: boolean,
  asAttribute: boolean,
): string {
  const keepdims = keep ? 1 : 0;
  if (asAttribute) return add.node(op, [value], { axes, keepdims });
  const constant = add.constant(BigInt64Array.from(axes, BigInt), [axes.length]);
  return add.node(op, [value, constant], { keepdims });
}
