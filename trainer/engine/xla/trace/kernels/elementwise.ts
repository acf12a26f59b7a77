import * as tf from '@tensorflow/tfjs-core';
import { compare, convert, elementwise, scalar } from '../../stablehlo/ops/elementwise.ts';
import type { Value } from '../../stablehlo/types.ts';
import { elementTypes, type HloBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

const { assertAndGetBroadcastShape: broadcastShape } = tf.broadcast_util;

/** A kernel of one tensor, as a function of its value. */
const of =
  (make: (x: Value, backend: HloBackend) => Value): Kernel =>
  ({ x }, _, backend) =>
    backend.result(make(backend.value(x!), backend), x!.shape, x!.dtype);

const unary = (name: string) => of((x, { builder }) => elementwise(builder, name, [x]));

/** The same with a number as first operand. */
const withNumber = (name: string, number: number) =>
  of((x, { builder }) => elementwise(builder, name, [scalar(builder, number, x.type), x]));

const binary =
  (name: string): Kernel =>
  ({ a, b }, _, backend) => {
    const operands = [backend.value(a!), backend.value(b!)];
    const shape = broadcastShape(a!.shape, b!.shape);
    return backend.result(elementwise(backend.builder, name, operands), shape, a!.dtype);
  };

const comparison =
  (direction: string): Kernel =>
  ({ a, b }, _, backend) => {
    const made = compare(backend.builder, direction, backend.value(a!), backend.value(b!));
    return backend.result(made, broadcastShape(a!.shape, b!.shape), 'bool');
  };

/** 1 where x > 0, else 0. */
const step = of((x, { builder }) =>
  convert(builder, compare(builder, 'GT', x, scalar(builder, 0, x.type)), x.type),
);

/** log(1 + e^x), without overflow: max(x, 0) + log(1 + e^-|x|). */
const softplus = of((x, { builder }) => {
  const falling = elementwise(builder, 'negate', [elementwise(builder, 'abs', [x])]);
  const power = elementwise(builder, 'exponential', [falling]);
  const rest = elementwise(builder, 'log_plus_one', [power]);
  const positive = elementwise(builder, 'maximum', [x, scalar(builder, 0)]);
  return elementwise(builder, 'add', [positive, rest]);
});

/** StableHLO itself has no error function; its clients' dialect does. */
const erf = of((x, { builder }) => builder.operation('chlo.erf', [x], x.type, x.shape));

const cast: Kernel = ({ x }, { dtype }, backend) => {
  const to = dtype as 'float32' | 'int32' | 'bool';
  const made = convert(backend.builder, backend.value(x!), elementTypes[to]);
  return backend.result(made, x!.shape, to);
};

const select: Kernel = ({ condition, t, e }, _, backend) => {
  const values = [condition!, t!, e!].map((info) => backend.value(info));
  const made = elementwise(backend.builder, 'select', values);
  return backend.result(made, broadcastShape(t!.shape, condition!.shape), t!.dtype);
};

const clip: Kernel = ({ x }, { clipValueMin, clipValueMax }, backend) => {
  const { builder } = backend;
  const [least, most] = [clipValueMin, clipValueMax].map((n) => scalar(builder, n as number));
  const raised = elementwise(builder, 'maximum', [least!, backend.value(x!)]);
  return backend.result(elementwise(builder, 'minimum', [most!, raised]), x!.shape, x!.dtype);
};

const fill: Kernel = (_, attributes, backend) => {
  const { shape, value } = attributes as { shape: number[]; value: number };
  return backend.result(scalar(backend.builder, value), shape, 'float32');
};

const filledLike = (number: number) => of((x, { builder }) => scalar(builder, number, x.type));

registerKernels({
  Abs: unary('abs'),
  Ceil: unary('ceil'),
  ClipByValue: clip,
  Cos: unary('cosine'),
  Erf: erf,
  Exp: unary('exponential'),
  Floor: unary('floor'),
  Identity: of((x) => x),
  Log: unary('log'),
  Neg: unary('negate'),
  Reciprocal: withNumber('divide', 1),
  Relu: withNumber('maximum', 0),
  Round: unary('round_nearest_even'),
  Sigmoid: unary('logistic'),
  Sign: unary('sign'),
  Sin: unary('sine'),
  Softplus: softplus,
  Sqrt: unary('sqrt'),
  Square: of((x, { builder }) => elementwise(builder, 'multiply', [x, x])),
  Rsqrt: unary('rsqrt'),
  Step: step,
  Tanh: unary('tanh'),
  Add: binary('add'),
  Sub: binary('subtract'),
  Multiply: binary('multiply'),
  Pow: binary('power'),
  RealDiv: binary('divide'),
  Maximum: binary('maximum'),
  Minimum: binary('minimum'),
  Equal: comparison('EQ'),
  Greater: comparison('GT'),
  GreaterEqual: comparison('GE'),
  Less: comparison('LT'),
  LessEqual: comparison('LE'),
  LogicalAnd: binary('and'),
  LogicalNot: unary('not'),
  LogicalOr: binary('or'),
  Cast: cast,
  Select: select,
  Fill: fill,
  ZerosLike: filledLike(0),
  OnesLike: filledLike(1),
});
