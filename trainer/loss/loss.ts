import type * as tf from '@tensorflow/tfjs-core';

/** A loss and what it is made of, as scalars by name. */
export type LossValues = Readonly<Record<string, tf.Scalar>> & { readonly loss: tf.Scalar };

/** What two views of the same pictures should have in common, as a pure function. */
export interface Loss {
  /** Names of the parts that `of` returns beside `loss`; they become metrics, none with another's name. */
  readonly parts: readonly string[];
  /**
   * Whether, where the views are treated differently (see `lossOfViews`), each of them is once the
   * first one, and the two losses are averaged.
   */
  readonly bothWays: boolean;
  /** @param a @param b projections of the two views, [N, D] each */
  of(a: tf.Tensor2D, b: tf.Tensor2D): LossValues;
}
