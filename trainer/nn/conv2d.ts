import * as tf from '@tensorflow/tfjs-core';
import { customGradient } from './customGradient.ts';

export interface ConvGeometry {
  readonly stride: number;
  /** Zeros added on every side of height and width, in pixels. */
  readonly pad: number;
}

/**
 * 2-D convolution without bias.
 * @param x [N, C, H, W]
 * @param filter [O, C, kH, kW]
 * @returns [N, O, H', W'] with H' = floor((H + 2 pad - kH) / stride) + 1
 *
 * On a backend that has the kernels `NchwConv2D*` (the tracer), forward and both gradients are one
 * kernel each. On every other one it is composed of stock operations with their own gradients.
 */
export function conv2d(x: tf.Tensor4D, filter: tf.Tensor4D, geometry: ConvGeometry): tf.Tensor4D {
  const native = tf.getKernel('NchwConv2D', tf.getBackend()) !== undefined;
  return native ? nativeConv2d(x, filter, geometry) : stockConv2d(x, filter, geometry);
}

function nativeConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, geometry: ConvGeometry): tf.Tensor4D {
  const run = (name: string, inputs: Record<string, tf.Tensor>, shape: number[]): tf.Tensor =>
    tf.engine().runKernel(name, inputs as never, { ...geometry, shape });
  const { stride, pad } = geometry;
  return customGradient([x, filter] as const, ([x, filter], save) => {
    save([x, filter]);
    const size = (axis: number) =>
      Math.floor((x.shape[axis]! + 2 * pad - filter.shape[axis]!) / stride) + 1;
    const shape = [x.shape[0], filter.shape[0], size(2), size(3)];
    return {
      value: run('NchwConv2D', { x, filter }, shape),
      gradient: (dy, saved) => {
        const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
        return [
          run('NchwConv2DInputGrad', { dy, filter }, x.shape),
          run('NchwConv2DFilterGrad', { dy, x }, filter.shape),
        ];
      },
    };
  }) as tf.Tensor4D;
}

function stockConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, { stride, pad }: ConvGeometry) {
  const nhwc = tf.transpose(x, [0, 2, 3, 1]);
  const hwio = tf.transpose(filter, [2, 3, 1, 0]);
  const padded = tf.pad(nhwc, [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ]);
  return tf.transpose(tf.conv2d(padded, hwio, stride, 'valid'), [0, 3, 1, 2]) as tf.Tensor4D;
}
