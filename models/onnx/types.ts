/** Element types, by tfjs-like names. */
export type DataType = 'float32' | 'uint8' | 'int32' | 'int64' | 'bool' | 'float16';

/** A graph input; with `dynamicBatch`, its first dimension is written as the symbol `N`. */
export interface InputSpec {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly dynamicBatch?: boolean;
}

/** The element types, with their ONNX TensorProto.DataType numbers. */
export const dataTypes = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
} as const satisfies Record<DataType, number>;

export type TypedData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** An attribute of a node: integers and strings as such, floats wrapped to tell them apart. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

export type Attributes = Readonly<Record<string, Attribute>>;

/** One edge of the graph. `constant` holds its data when it is known while the graph is built. */
export interface Value {
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly constant?: TypedData;
  readonly producer?: Node;
  /** True where the memory order of [N, C, H, W] is [N, C / b, H, W, b] (see trace/blocked). */
  readonly blocked?: boolean;
}

export interface Node {
  /** An operator of ONNX, or of another domain with the domain in front: `com.example.Op`. */
  readonly op: string;
  /** An optional input that is left out is undefined. */
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Attributes;
  readonly output: Value;
}
