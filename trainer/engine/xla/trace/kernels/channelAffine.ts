import { elementwise } from '../../stablehlo/ops/elementwise.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** x * scale + shift, with a number of each per channel. */
const affine: Kernel = ({ x, scale, shift }, _, backend) => {
  const { builder } = backend;
  const scaled = elementwise(builder, 'multiply', [backend.value(x!), backend.value(scale!)]);
  const made = shift ? elementwise(builder, 'add', [scaled, backend.value(shift)]) : scaled;
  return backend.result(made, x!.shape, 'float32');
};

registerKernels({ ChannelAffine: affine });
