import type { DataType, GraphBuilder, TypedData, Value } from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { TraceError } from '../../errors.ts';
import { toPlain } from './layout.ts';
import type { Recording } from './recording.ts';
import { portable, type Target } from './target.ts';

export const traceBackendName = 'selfsame-trace';

/**
 * A tfjs backend that records instead of computing: every tensor stands for a value of an ONNX
 * graph, and every kernel adds nodes to it.
 *
 * A value may be smaller than its tensor where broadcasting makes them equal (a constant fill, a
 * gradient of a sum): kernels that broadcast use it as it is, the others call `dense` first. This
 * keeps full-size constants, which tfjs gradients make freely, out of the graph.
 *
 * A value may also lie in memory in the blocked layout. Kernels that know it ask for the value as it
 * is (`native`); for the others it is brought to the usual order.
 */
export class TraceBackend extends tf.KernelBackend implements Recording {
  #graph: GraphBuilder | undefined;
  #target = portable;
  readonly #values = new WeakMap<tf.DataId, Value>();

  /** Starts recording into a graph; without one, recording stops. */
  record(graph: GraphBuilder | undefined, target = portable): void {
    this.#graph = graph;
    this.#target = target;
  }

  get target(): Target {
    return this.#target;
  }

  get graph(): GraphBuilder {
    if (!this.#graph) throw new TraceError('this', 'no graph is being recorded');
    return this.#graph;
  }

  /** The value behind a tensor, possibly smaller where it would be broadcast. */
  value(info: tf.TensorInfo): Value {
    return toPlain(this, this.native(info));
  }

  /** The same in whatever layout it has. */
  native(info: tf.TensorInfo): Value {
    const value = this.#values.get(info.dataId);
    if (!value) throw new TraceError('a tensor', 'it was made outside the traced function');
    return value;
  }

  /** The value behind a tensor, at the tensor's own shape. */
  dense(info: tf.TensorInfo): Value {
    return toPlain(this, this.denseNative(info));
  }

  /** The same in whatever layout it has. */
  denseNative(info: tf.TensorInfo): Value {
    const value = this.native(info);
    if (sameShape(value.shape, info.shape)) return value;
    const shape = this.shapeConstant(info.shape);
    return this.graph.node('Expand', [value, shape], {}, value.dtype, info.shape);
  }

  shapeConstant(numbers: readonly number[]): Value {
    return this.graph.constant(BigInt64Array.from(numbers, BigInt), [numbers.length], 'int64');
  }

  /** Registers a value as the result of a kernel. */
  result(value: Value, shape: readonly number[], dtype: tf.DataType): tf.TensorInfo {
    const dataId = {};
    this.#values.set(dataId, value);
    return { dataId, shape: [...shape], dtype };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const data = typedData(values, dtype);
    const uniform = data.every((x: number | bigint) => x === data[0]);
    const value = uniform
      ? this.graph.constant(data.slice(0, 1), [], dtype as DataType)
      : this.graph.constant(data, shape, dtype as DataType);
    return this.result(value, shape, dtype).dataId;
  }

  override readSync(): never {
    throw new TraceError('dataSync()', 'values are not known while a graph is traced');
  }

  override async read(): Promise<never> {
    return this.readSync();
  }

  override disposeData(): boolean {
    return true;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {}

  override numDataIds(): number {
    return 0;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {}
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function typedData(values: tf.BackendValues, dtype: tf.DataType): TypedData {
  const numbers = values as ArrayLike<number>;
  if (dtype === 'float32') return Float32Array.from(numbers);
  if (dtype === 'int32') return Int32Array.from(numbers);
  if (dtype === 'bool') return Uint8Array.from(numbers, Number);
  throw new TraceError(`a ${dtype} constant`, 'only float32, int32 and bool tensors are recorded');
}
