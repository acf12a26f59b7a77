import type { RawValue } from '../../onnx/parts.ts';

/** Numbers that pixels can be, by their ONNX TensorProto.DataType numbers. */
export const typeNames: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  10: 'float16',
  11: 'float64',
};
export const [float32, uint8, int64] = [1, 2, 7];

const otherNames: Readonly<Record<number, string>> = {
  ...{ 0: 'no tensor', 3: 'int8', 6: 'int32', 7: 'int64', 8: 'string', 9: 'bool', 16: 'bfloat16' },
};

export const typeName = (dataType: number): string =>
  typeNames[dataType] ?? otherNames[dataType] ?? `type ${dataType}`;

/** "pixel_values float32 [batch, 3, 224, 224]" */
export const describeValue = ({ name, dataType, shape }: RawValue): string =>
  `${name} ${typeName(dataType)} ${shape === null ? '' : describeShape(shape)}`.trim();

export const describeShape = (shape: readonly (number | string | null)[]): string =>
  `[${shape.map((one) => one ?? '?').join(', ')}]`;
