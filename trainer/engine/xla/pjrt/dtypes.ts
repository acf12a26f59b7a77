export type Values = Float32Array | Int32Array | Uint8Array;

interface DtypeRecord {
  /** `PJRT_Buffer_Type` of pjrt_c_api.h. */
  readonly code: number;
  readonly array: new (length: number) => Values;
}

/** Element types of buffers; a `bool` is a byte, 0 or 1. */
const dtypes = {
  bool: { code: 1, array: Uint8Array },
  int32: { code: 4, array: Int32Array },
  uint8: { code: 6, array: Uint8Array },
  float32: { code: 11, array: Float32Array },
} satisfies Record<string, DtypeRecord>;

export type Dtype = keyof typeof dtypes;

/** @returns `PJRT_Buffer_Type`; @throws {TypeError} if the values are not of the type */
export function codeOf(dtype: Dtype, values: Values): number {
  const { code, array } = dtypes[dtype];
  if (!(values instanceof array))
    throw new TypeError(`${dtype} is given as ${array.name}, not as ${values.constructor.name}.`);
  return code;
}

/** @throws {RangeError} if no array holds elements of the type */
export function arrayOf(code: number, length: number): Values {
  const record = Object.values(dtypes).find((dtype) => dtype.code === code);
  if (record === undefined) throw new RangeError(`Elements of PJRT's type ${code} are not read.`);
  return new record.array(length);
}
