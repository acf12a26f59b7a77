import type { RawInitialiser, RawValue } from '../../onnx/parts.ts';
import { TensorProto, ValueInfoProto } from '../../onnx/schema.ts';

/** A new constant of a graph, of float32 or int64. */
export function makeConstant(
  name: string,
  shape: readonly number[],
  data: Float32Array | BigInt64Array,
): RawInitialiser {
  const dataType = data instanceof Float32Array ? 1 : 7;
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const message = { name, dims: [...shape], dataType, rawData };
  const raw = TensorProto.encode(TensorProto.fromObject(message)).finish();
  return { name, shape, dataType, external: null, raw };
}

/** A new input or output of a graph. @param shape numbers and symbols */
export function makeValue(
  name: string,
  dataType: number,
  shape: readonly (number | string)[],
): RawValue {
  const dim = shape.map((one) => (typeof one === 'number' ? { dimValue: one } : { dimParam: one }));
  const message = { name, type: { tensorType: { elemType: dataType, shape: { dim } } } };
  const raw = ValueInfoProto.encode(ValueInfoProto.fromObject(message)).finish();
  return { name, dataType, shape, raw };
}
