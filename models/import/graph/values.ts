import type { RawInitialiser, RawValue } from '../../onnx/parts.ts';
import { TensorProto, ValueInfoProto } from '../../onnx/schema.ts';

/** Of what a constant may be. */
export type Numbers = Float32Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/** ONNX TensorProto.DataType numbers. */
function dataTypeOf(data: Numbers): number {
  if (data instanceof Float32Array) return 1;
  if (data instanceof Uint8Array) return 2;
  if (data instanceof Int8Array) return 3;
  return data instanceof Int32Array ? 6 : 7;
}

/** A new constant of a graph. */
export function makeConstant(
  name: string,
  shape: readonly number[],
  data: Numbers,
): RawInitialiser {
  const dataType = dataTypeOf(data);
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const message = { name, dims: [...shape], dataType, rawData };
  const raw = TensorProto.encode(TensorProto.fromObject(message)).finish();
  return { name, shape, dataType, external: null, raw };
}

/** Values of float32 that stand in the graph's file as most writers put them there; else null. */
export function floatsOf({ raw, shape, dataType }: RawInitialiser): Float32Array | null {
  if (dataType !== 1) return null;
  const { rawData } = TensorProto.decode(raw) as unknown as { readonly rawData: Uint8Array };
  const size = shape.reduce((a, b) => a * b, 1);
  if (rawData.length !== size * Float32Array.BYTES_PER_ELEMENT) return null;
  return new Float32Array(new Uint8Array(rawData).buffer);
}

/** A new input or output of a graph. @param shape numbers and symbols; null: the runtime finds it out */
export function makeValue(
  name: string,
  dataType: number,
  shape: readonly (number | string)[] | null,
): RawValue {
  const dim = shape?.map((one) =>
    typeof one === 'number' ? { dimValue: one } : { dimParam: one },
  );
  const message = {
    name,
    type: { tensorType: { elemType: dataType, ...(dim && { shape: { dim } }) } },
  };
  const raw = ValueInfoProto.encode(ValueInfoProto.fromObject(message)).finish();
  return { name, dataType, shape, raw };
}
