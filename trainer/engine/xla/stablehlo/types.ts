/** Element types, by MLIR's names. */
export type ElementType = 'f32' | 'bf16' | 'i32' | 'ui8' | 'i1';

export type TypedData = Float32Array | Int32Array | Uint8Array;

/** One result of an operation. `constant` holds its data where they are known. */
export interface Value {
  /** With the `%` that MLIR's names begin with. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly constant?: TypedData;
  readonly producer?: Operation;
}

/** Attributes by name, as MLIR writes them. */
export type Attributes = Readonly<Record<string, string>>;

export interface Operation {
  /** Of StableHLO, or of another dialect with the dialect in front: `chlo.erf`. */
  readonly name: string;
  readonly operands: readonly Value[];
  readonly attributes: Attributes;
  /** The operation that puts two elements together, where this one reduces. */
  readonly reducer?: string;
  readonly result: Value;
}

/** `tensor<8x3xf32>` */
export function tensorType({ type, shape }: Pick<Value, 'type' | 'shape'>): string {
  return `tensor<${[...shape, type].join('x')}>`;
}
