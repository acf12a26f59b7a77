import { type Field, wordsOf } from './library.ts';

/** A bigint is an int64, a number a float, and an array a list of int64. */
export type OptionValue = string | bigint | number | boolean | readonly bigint[];

/** Fields of `PJRT_NamedValue`: size, extensions, name, its length, type, value, its length. */
const words = 7;
const types = { string: 0, int64: 1, int64List: 2, float: 3, bool: 4 } as const;

/** A client's options as an array of `PJRT_NamedValue`. */
export function namedValues(options: Readonly<Record<string, OptionValue>>): BigUint64Array {
  return wordsOf(
    Object.entries(options).flatMap(([name, value]) => {
      const text = Buffer.from(name);
      return [8 * words, 0, text, text.length, ...valueFields(value)];
    }),
  );
}

/** Type, value or its address, and the number of its elements. */
function valueFields(value: OptionValue): Field[] {
  switch (typeof value) {
    case 'string': {
      const text = Buffer.from(value);
      return [types.string, text, text.length];
    }
    case 'bigint':
      return [types.int64, value, 1];
    case 'number':
      return [types.float, new Uint32Array(Float32Array.of(value).buffer)[0]!, 1];
    case 'boolean':
      return [types.bool, Number(value), 1];
    default:
      return [types.int64List, BigInt64Array.from(value), value.length];
  }
}
