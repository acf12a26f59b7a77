import type { GraphBuilder, Value } from '@selfsame/models/onnx';
import type * as tf from '@tensorflow/tfjs-core';
import { TraceError } from '../../errors.ts';
import {
  type Recorded,
  type RecordedData,
  SymbolicBackend,
  sameShape,
} from '../symbolic/backend.ts';
import { toPlain } from './layout.ts';
import type { Recording } from './recording.ts';
import { portable, type Target } from './target.ts';

export const traceBackendName = 'selfsame-trace';

/**
 * Records ONNX: every tensor stands for a value of a graph, and every kernel adds nodes to it.
 *
 * A value may be smaller than its tensor where broadcasting makes them equal (a constant fill, a
 * gradient of a sum): kernels that broadcast use it as it is, the others call `dense` first. This
 * keeps full-size constants, which tfjs gradients make freely, out of the graph.
 *
 * A value may also lie in memory in the blocked layout. Kernels that know it ask for the value as it
 * is (`native`); for the others it is brought to the usual order.
 */
export class TraceBackend extends SymbolicBackend<Value> implements Recording {
  readonly name = traceBackendName;
  readonly kernels = 'trainer/engine/trace/kernels';
  #graph: GraphBuilder | undefined;
  #target = portable;

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
    return this.recorded(info);
  }

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

  protected constant(data: RecordedData, shape: readonly number[], dtype: Recorded): Value {
    return this.graph.constant(data, shape, dtype);
  }
}
