import type * as tf from '@tensorflow/tfjs-core';
import { TraceError } from '../../../errors.ts';
import { type Recorded, type RecordedData, SymbolicBackend } from '../../symbolic/backend.ts';
import type { HloBuilder } from '../stablehlo/builder.ts';
import { broadcast } from '../stablehlo/ops/elementwise.ts';
import type { ElementType, Value } from '../stablehlo/types.ts';

export const hloBackendName = 'selfsame-hlo';

/**
 * Records StableHLO: every tensor stands for a value of a program, and every kernel adds operations.
 *
 * A value may be smaller than its tensor where broadcasting makes them equal (a constant fill, a
 * gradient of a sum): elementwise kernels use it as it is, the others call `dense` first.
 */
export class HloBackend extends SymbolicBackend<Value> {
  readonly name = hloBackendName;
  readonly kernels = 'trainer/engine/xla/trace/kernels';
  #builder: HloBuilder | undefined;
  #products: ElementType = 'f32';

  /**
   * Starts recording into a program; without one, recording stops.
   * @param products what convolutions and a network's matrix products compute in
   */
  record(builder: HloBuilder | undefined, products: ElementType = 'f32'): void {
    this.#builder = builder;
    this.#products = products;
  }

  get products(): ElementType {
    return this.#products;
  }

  get builder(): HloBuilder {
    if (!this.#builder) throw new TraceError('this', 'no program is being recorded');
    return this.#builder;
  }

  /** The value behind a tensor, possibly smaller where it would be broadcast. */
  value(info: tf.TensorInfo): Value {
    return this.recorded(info);
  }

  dense(info: tf.TensorInfo): Value {
    return broadcast(this.builder, this.value(info), info.shape);
  }

  protected constant(data: RecordedData, shape: readonly number[], dtype: Recorded): Value {
    return this.builder.constant(data, shape, elementTypes[dtype]);
  }
}

/** tfjs' types as MLIR's. */
export const elementTypes = { float32: 'f32', int32: 'i32', bool: 'i1', uint8: 'ui8' } as const;
