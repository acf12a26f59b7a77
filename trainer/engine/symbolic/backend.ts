import * as tf from '@tensorflow/tfjs-core';
import { TraceError } from '../../errors.ts';

/**
 * A tfjs backend that records instead of computing: every tensor stands for a value `V` of a graph,
 * and every kernel adds to the graph. What the graph is, its targets decide.
 */
export abstract class SymbolicBackend<V> extends tf.KernelBackend {
  /** What tfjs knows it by. */
  abstract readonly name: string;
  /** Where its kernels are, for those who miss one. */
  abstract readonly kernels: string;
  readonly #values = new WeakMap<tf.DataId, V>();

  /** The value behind a tensor, at the tensor's own shape. */
  abstract dense(info: tf.TensorInfo): V;

  /** A constant; where all its numbers are the same, a single one stands for them. */
  protected abstract constant(data: RecordedData, shape: readonly number[], dtype: Recorded): V;

  /** The value that was recorded for a tensor. */
  protected recorded(info: tf.TensorInfo): V {
    const value = this.#values.get(info.dataId);
    if (!value) throw new TraceError('a tensor', 'it was made outside the traced function');
    return value;
  }

  /** Registers a value as the result of a kernel. */
  result(value: V, shape: readonly number[], dtype: tf.DataType): tf.TensorInfo {
    const dataId = {};
    this.#values.set(dataId, value);
    return { dataId, shape: [...shape], dtype };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const data = typedData(values, dtype);
    const uniform = data.every((x) => x === data[0]);
    const value = uniform
      ? this.constant(data.slice(0, 1), [], dtype as Recorded)
      : this.constant(data, shape, dtype as Recorded);
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

/** The types of tensors that are recorded. */
export type Recorded = 'float32' | 'int32' | 'bool';

export type RecordedData = Float32Array | Int32Array | Uint8Array;

function typedData(values: tf.BackendValues, dtype: tf.DataType): RecordedData {
  const numbers = values as ArrayLike<number>;
  if (dtype === 'float32') return Float32Array.from(numbers);
  if (dtype === 'int32') return Int32Array.from(numbers);
  if (dtype === 'bool') return Uint8Array.from(numbers, Number);
  throw new TraceError(`a ${dtype} constant`, 'only float32, int32 and bool tensors are recorded');
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
