import type * as tf from '@tensorflow/tfjs-core';

/** By name. */
export type Tensors = Record<string, tf.Tensor>;
