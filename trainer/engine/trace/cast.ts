import { type DataType, dataTypes, type Value } from '@selfsame/models/onnx';
import type { TraceBackend } from './backend.ts';
import { elementwise } from './blocked/elementwise.ts';

export function cast(backend: TraceBackend, value: Value, dtype: DataType): Value {
  if (value.dtype === dtype) return value;
  return elementwise(backend, 'Cast', [value], dtype, { to: dataTypes[dtype] });
}
