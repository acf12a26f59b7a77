/** A tensor of a file; its values are taken out of that when they are asked for. */
export interface StoredTensor {
  readonly shape: readonly number[];
  /** In the order of rows. @throws {Error} where they are not in the file */
  readonly values: Float32Array;
}

/** How numbers of one type lie in a file: all of them little-endian. */
export interface NumberType {
  readonly bytes: number;
  read(view: DataView, at: number): number;
}

/** float32 begins with the 16 bits of bfloat16. */
const whole = new DataView(new ArrayBuffer(4));
const bfloat16 = (view: DataView, at: number) => {
  whole.setUint16(2, view.getUint16(at, true), true);
  return whole.getFloat32(0, true);
};

export const float32: NumberType = { bytes: 4, read: (view, at) => view.getFloat32(at, true) };
export const numberTypes = {
  float32,
  float64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  float16: { bytes: 2, read: (view, at) => view.getFloat16(at, true) },
  bfloat16: { bytes: 2, read: bfloat16 },
  int64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  int16: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
} as const satisfies Readonly<Record<string, NumberType>>;

/** Where a tensor lies among the numbers of a storage. */
export interface Placed {
  /** Values before its first one. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Values between one and the next along each axis. */
  readonly stride: readonly number[];
}

/** Values from one to the next along each axis, where rows follow each other. */
export function rowStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** @throws {Error} where it is not in the storage */
export function valuesOf(bytes: Uint8Array, type: NumberType, placed: Placed): Float32Array {
  const { offset, shape, stride } = placed;
  const count = shape.reduce((a, b) => a * b, 1);
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * stride[axis]!, offset);
  if (count > 0 && !(offset >= 0 && (last + 1) * type.bytes <= bytes.length && last >= 0))
    throw new Error('its values are not in it');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count);
  const index = shape.map(() => 0);
  for (let i = 0, place = offset; i < count; i++) {
    values[i] = type.read(view, type.bytes * place);
    // The next one, as a counter with a digit for each axis.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += stride[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      place -= shape[axis]! * stride[axis]!;
      index[axis] = 0;
    }
  }
  return values;
}
