import * as tf from '@tensorflow/tfjs-core';

/**
 * Two operations on the channels of [N, C, H, W] (or [N, C]) without gradients of their own, which
 * batch normalisation is made of. A backend that has a kernel for them (the tracer) does each in one
 * pass over memory.
 */

/** Mean of each channel over batch, height and width: [1, C, 1, 1] (or [1, C]). */
export function channelMean(x: tf.Tensor): tf.Tensor {
  const kernel = kernelFor('ChannelMean', x);
  return kernel ? kernel({ x }) : tf.mean(x, x.rank === 4 ? [0, 2, 3] : [0], true);
}

/**
 * x * scale + shift, per channel.
 * @param scale of the shape that `channelMean` gives, as is @param shift (default: none)
 */
export function channelAffine(x: tf.Tensor, scale: tf.Tensor, shift?: tf.Tensor): tf.Tensor {
  const kernel = kernelFor('ChannelAffine', x);
  if (kernel) return kernel({ x, scale, ...(shift && { shift }) });
  const scaled = tf.mul(x, scale);
  return shift ? tf.add(scaled, shift) : scaled;
}

function kernelFor(name: string, x: tf.Tensor) {
  if (x.rank !== 4 || !tf.getKernel(name, tf.getBackend())) return undefined;
  return (inputs: Record<string, tf.Tensor>): tf.Tensor =>
    tf.engine().runKernel(name, inputs as never);
}
