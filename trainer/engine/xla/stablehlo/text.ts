import { type Attributes, type ElementType, type TypedData, tensorType } from './types.ts';

/** `{a = ..., b = ...}` */
export function attributeText(attributes: Attributes): string {
  const entries = Object.entries(attributes).map(([name, text]) => `${name} = ${text}`);
  return `{${entries.join(', ')}}`;
}

/** A list of integers, as most attributes take it. */
export function integers(numbers: readonly number[]): string {
  return numbers.length === 0 ? 'array<i64>' : `array<i64: ${numbers.join(', ')}>`;
}

/** Pairs of integers. */
export function integerPairs(pairs: readonly (readonly [number, number])[]): string {
  return `dense<[${pairs.map((pair) => `[${pair}]`)}]> : tensor<${pairs.length}x2xi64>`;
}

/** The data of a constant: their bytes, since decimal numbers would be rounded. */
export function constantText(data: TypedData, shape: readonly number[], type: ElementType): string {
  const { buffer, byteOffset, byteLength } = data;
  // MLIR writes a boolean as a bit, so that those are written out.
  const content =
    type === 'i1'
      ? nested(
          [...data].map((value) => (value ? 'true' : 'false')),
          shape,
        )
      : `"0x${Buffer.from(buffer, byteOffset, byteLength).toString('hex').toUpperCase()}"`;
  return `dense<${content}> : ${tensorType({ type, shape })}`;
}

/** Row by row: `[[a, b], [c, d]]`. */
function nested(items: readonly string[], shape: readonly number[]): string {
  const [size, ...rest] = shape;
  if (size === undefined) return items[0]!;
  const length = items.length / size;
  const parts = Array.from({ length: size }, (_, i) =>
    nested(items.slice(i * length, (i + 1) * length), rest),
  );
  return `[${parts.join(', ')}]`;
}
