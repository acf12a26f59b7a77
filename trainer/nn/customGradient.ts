import * as tf from '@tensorflow/tfjs-core';

interface Forward {
  readonly value: tf.Tensor;
  /** The inputs' gradients in their order, from the output's and from what was saved. */
  readonly gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];
}

/** `tf.customGrad` for one call, with types that say what it passes. */
export function customGradient<Inputs extends readonly tf.Tensor[]>(
  inputs: Inputs,
  forward: (inputs: Inputs, save: (tensors: tf.Tensor[]) => void) => Forward,
): tf.Tensor {
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: tf.Tensor[]) => void;
    const { value, gradient } = forward(args.slice(0, -1) as unknown as Inputs, save);
    return { value, gradFunc: (dy, saved) => gradient(dy as tf.Tensor, saved as tf.Tensor[]) };
  });
  return op(...inputs);
}
