import type { Value } from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { TraceBackend } from '../backend.ts';
import { elementwise } from '../blocked/elementwise.ts';
import { cast } from '../cast.ts';
import { type Kernel, registerKernels } from '../register.ts';

const { assertAndGetBroadcastShape: broadcast } = tf.broadcast_util;

const unary =
  (op: string): Kernel =>
  ({ x }, _, backend) => {
    const value = backend.native(x!);
    const result = elementwise(backend, op, [value], value.dtype);
    return backend.result(result, x!.shape, x!.dtype);
  };

/** The operand that is the whole answer (x * 1, x + 0), if there is one. */
type Shortcut = (a: Value, b: Value) => Value | undefined;

const binary =
  (op: string, shortcut: Shortcut = () => undefined): Kernel =>
  ({ a, b }, _, backend) => {
    const shape = broadcast(a!.shape, b!.shape);
    const [x, y] = [backend.native(a!), backend.native(b!)];
    const result = shortcut(x, y) ?? elementwise(backend, op, [x, y], x.dtype);
    return backend.result(result, shape, a!.dtype);
  };

const compare =
  (op: string): Kernel =>
  ({ a, b }, _, backend) => {
    const operands = [backend.native(a!), backend.native(b!)];
    const result = elementwise(backend, op, operands, 'bool');
    return backend.result(result, broadcast(a!.shape, b!.shape), 'bool');
  };

const isScalar = (value: Value, number: number) =>
  value.shape.length === 0 && value.constant !== undefined && Number(value.constant[0]) === number;

const square: Kernel = ({ x }, _, backend) => {
  const value = backend.native(x!);
  const result = elementwise(backend, 'Mul', [value, value], value.dtype);
  return backend.result(result, x!.shape, x!.dtype);
};

const rsqrt: Kernel = ({ x }, _, backend) => {
  const value = backend.value(x!);
  const root = backend.graph.node('Sqrt', [value], {}, 'float32', value.shape);
  const result = backend.graph.node('Reciprocal', [root], {}, 'float32', value.shape);
  return backend.result(result, x!.shape, 'float32');
};

/**
 * 1 where x > 0, else 0. A hard sigmoid steep enough is a step in one pass over memory (for x above
 * 1e-30, which is as good as above zero).
 */
const step: Kernel = ({ x }, _, backend) => {
  const value = backend.native(x!);
  const steep = { alpha: { float: 1e30 }, beta: { float: 0 } };
  const result = backend.target.steepMask
    ? elementwise(backend, 'HardSigmoid', [value], 'float32', steep)
    : cast(
        backend,
        elementwise(backend, 'Greater', [value, scalar(backend, 0)], 'bool'),
        'float32',
      );
  return backend.result(result, x!.shape, 'float32');
};

const castTo: Kernel = ({ x }, { dtype }, backend) => {
  const target = dtype as 'float32' | 'int32' | 'bool';
  return backend.result(cast(backend, backend.native(x!), target), x!.shape, target);
};

const select: Kernel = ({ condition, t, e }, _, backend) => {
  const values = [condition!, t!, e!].map((info) => backend.native(info));
  const result = elementwise(backend, 'Where', values, values[1]!.dtype);
  return backend.result(result, broadcast(t!.shape, condition!.shape), t!.dtype);
};

const clip: Kernel = ({ x }, { clipValueMin, clipValueMax }, backend) => {
  const bounds = [clipValueMin, clipValueMax].map((bound) => scalar(backend, bound as number));
  const value = backend.native(x!);
  const result = elementwise(backend, 'Clip', [value, ...bounds], value.dtype);
  return backend.result(result, x!.shape, x!.dtype);
};

const fill: Kernel = (_, attributes, backend) => {
  const { shape, value } = attributes as { shape: number[]; value: number };
  return backend.result(scalar(backend, value), shape, 'float32');
};

const filledLike =
  (number: number): Kernel =>
  ({ x }, _, backend) =>
    backend.result(scalar(backend, number), x!.shape, 'float32');

function scalar(backend: TraceBackend, number: number): Value {
  return backend.graph.constant(Float32Array.of(number), [], 'float32');
}

registerKernels({
  Abs: unary('Abs'),
  Ceil: unary('Ceil'),
  ClipByValue: clip,
  Cos: unary('Cos'),
  Erf: unary('Erf'),
  Exp: unary('Exp'),
  Floor: unary('Floor'),
  Identity: ({ x }, _, backend) => backend.result(backend.native(x!), x!.shape, x!.dtype),
  Log: unary('Log'),
  Neg: unary('Neg'),
  Reciprocal: unary('Reciprocal'),
  Relu: unary('Relu'),
  Round: unary('Round'),
  Sigmoid: unary('Sigmoid'),
  Sign: unary('Sign'),
  Sin: unary('Sin'),
  Softplus: unary('Softplus'),
  Sqrt: unary('Sqrt'),
  Square: square,
  Rsqrt: rsqrt,
  Step: step,
  Tanh: unary('Tanh'),
  Add: binary('Add', (a, b) => (isScalar(a, 0) ? b : isScalar(b, 0) ? a : undefined)),
  Sub: binary('Sub', (a, b) => (isScalar(b, 0) ? a : undefined)),
  Multiply: binary('Mul', (a, b) => (isScalar(a, 1) ? b : isScalar(b, 1) ? a : undefined)),
  Pow: binary('Pow'),
  RealDiv: binary('Div', (a, b) => (isScalar(b, 1) ? a : undefined)),
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Equal: compare('Equal'),
  Greater: compare('Greater'),
  GreaterEqual: compare('GreaterOrEqual'),
  Less: compare('Less'),
  LessEqual: compare('LessOrEqual'),
  LogicalAnd: compare('And'),
  LogicalNot: unary('Not'),
  LogicalOr: compare('Or'),
  Cast: castTo,
  Select: select,
  Fill: fill,
  ZerosLike: filledLike(0),
  OnesLike: filledLike(1),
});
