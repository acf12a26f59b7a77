/** Element types, by tfjs-like names. */
export type DataType = 'float32' | 'uint8' | 'int32' | 'int64' | 'bool' | 'float16';

/** A graph input; with `dynamicBatch`, its first dimension is written as the symbol `N`. */
export interface InputSpec {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly dynamicBatch?: boolean;
}
