import { z } from 'zod';
import {
  type NumberType,
  numberTypes,
  rowStrides,
  type StoredTensor,
  valuesOf,
} from './storage.ts';

const types: Readonly<Record<string, NumberType>> = {
  ...{ F32: numberTypes.float32, F64: numberTypes.float64, F16: numberTypes.float16 },
  ...{ BF16: numberTypes.bfloat16, I64: numberTypes.int64, I32: numberTypes.int32 },
  ...{ I16: numberTypes.int16, I8: numberTypes.int8, U8: numberTypes.uint8 },
  BOOL: numberTypes.uint8,
};

const whole = z.number().int().nonnegative();
const header = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(whole),
    data_offsets: z.tuple([whole, whole]),
  }),
);

const lengthBytes = 8;

/** Whether bytes begin as a safetensors file does. @param bytes at least the first nine */
export const isSafetensors = (bytes: Buffer): boolean =>
  bytes.length > lengthBytes && bytes.readUInt32LE(4) === 0 && bytes[lengthBytes] === 0x7b;

/**
 * Reads tensors of the safetensors format: https://github.com/huggingface/safetensors#format.
 * @throws {Error}
 */
export function readSafetensors(bytes: Buffer): ReadonlyMap<string, StoredTensor> {
  const start = lengthBytes + Number(bytes.readBigUInt64LE());
  if (start > bytes.length) throw new Error('its header is cut short');
  const { __metadata__, ...entries } = JSON.parse(bytes.toString('utf8', lengthBytes, start));
  const parsed = header.safeParse(entries);
  if (!parsed.success) throw new Error('its header is not that of tensors');
  const tensors = Object.entries(parsed.data);
  checkPlaces(tensors);
  return new Map(
    tensors.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const content = bytes.subarray(start + from, start + to);
        if (content.length !== to - from) throw new Error(`it ends within ${name}`);
        const type = types[dtype];
        if (type === undefined) throw new Error(`${name} is of ${dtype}, which is not read here`);
        if (shape.reduce((a, b) => a * b, type.bytes) !== content.length)
          throw new Error(
            `${name} has ${content.length} bytes for [${shape.join(', ')}] of ${dtype}`,
          );
        const placed = { offset: 0, shape, stride: rowStrides(shape) };
        const tensor: StoredTensor = {
          shape,
          get values() {
            return valuesOf(content, type, placed);
          },
        };
        return [name, tensor];
      },
    ),
  );
}

/** The format has no byte of two tensors. @throws {Error} */
function checkPlaces(tensors: readonly [string, z.output<typeof header>[string]][]): void {
  const placed = tensors.map(([name, { data_offsets }]) => ({ name, data_offsets }));
  placed.sort((a, b) => a.data_offsets[0] - b.data_offsets[0]);
  for (const [i, { name, data_offsets }] of placed.entries()) {
    const before = placed[i - 1];
    if (before && data_offsets[0] < before.data_offsets[1])
      throw new Error(`the values of ${before.name} and ${name} overlap`);
  }
}
