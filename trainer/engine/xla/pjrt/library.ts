import koffi from 'koffi';
import { XlaError, XlaMemoryError } from '../../../errors.ts';
import { type FunctionName, functions, functionsOffset } from './functions.ts';

/** A field of 8 bytes: a number, an address, or an array whose address it is. */
export type Field = number | bigint | NodeJS.ArrayBufferView;

/** A plugin that is loaded. */
export interface Library {
  readonly file: string;
  /** `0.<minor>` of the C interface. */
  readonly version: { readonly major: number; readonly minor: number };
  /**
   * Calls a function with a struct of these fields, which the library may write to. The call is
   * synchronous: what the library waits for, the thread waits for.
   * @param fields after the struct's size and its extensions
   * @returns the fields after the call, at the same places
   * @throws {XlaError}
   */
  call(name: FunctionName, ...fields: Field[]): BigUint64Array;
  /** Calls a function of the library, `void f(void *)`, that it gave the address of. */
  callAt(address: bigint, argument: bigint): void;
}

const codes = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND'],
  ...['ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION'],
  ...['ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS'],
  'UNAUTHENTICATED',
];

const functionType = koffi.proto('void *(void *args)');
const deleterType = koffi.proto('void (void *object)');
type Call = (struct: BigUint64Array) => bigint | null;

/** What a struct points to lives as long as the struct, which is an argument of the call. */
const pointees = new WeakMap<BigUint64Array, readonly Field[]>();

/** @param api address of a `PJRT_Api` of the version */
export function bindLibrary(file: string, api: bigint, version: Library['version']): Library {
  const bound = Object.fromEntries(
    Object.entries(functions).map(([name, place]) => {
      const address = koffi.decode(api, functionsOffset + 8 * place, 'void *') as bigint;
      return [name, koffi.decode(address, functionType) as Call];
    }),
  ) as Record<FunctionName, Call>;
  return {
    file,
    version,
    call(name, ...fields) {
      const struct = structOf(fields);
      const error = bound[name](struct);
      if (error !== null) throw taken(error, name, bound);
      return struct.subarray(2);
    },
    callAt: (address, argument) => koffi.call(address, deleterType, argument),
  };
}

/** A struct of the interface: all fields are 8 bytes apart, first its own size, then null. */
export function structOf(fields: readonly Field[]): BigUint64Array {
  return wordsOf([8 * (fields.length + 2), 0, ...fields]);
}

/** An array of fields. */
export function wordsOf(fields: readonly Field[]): BigUint64Array {
  const words = BigUint64Array.from(fields, (field) =>
    typeof field === 'object' ? addressOf(field) : BigInt.asUintN(64, BigInt(field)),
  );
  pointees.set(words, fields);
  return words;
}

/** The address of an array's values, which the garbage collector does not move. */
function addressOf(array: NodeJS.ArrayBufferView): bigint {
  // An empty array has none, and XLA does not bear null everywhere (an empty program kills it).
  return koffi.address(array.byteLength === 0 ? nothing : array);
}
const nothing = new Uint8Array(8);

export function textAt(address: bigint, length: bigint): string {
  return length === 0n ? '' : koffi.decode.string(address, length);
}

/** Words of 8 bytes that the library owns, as a copy. */
export function wordsAt(address: bigint, count: number): BigUint64Array {
  return count === 0 ? new BigUint64Array() : koffi.decode(address, 'uint64', count);
}

/** Bytes that the library owns, as a copy. */
export function bytesAt(address: bigint, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(koffi.view(address, length)).slice();
}

/** Frees a `PJRT_Error` and says what it said. */
function taken(error: bigint, name: FunctionName, bound: Record<FunctionName, Call>): XlaError {
  const message = structOf([error, 0, 0]);
  bound.Error_Message(message);
  const text = textAt(message[3]!, message[4]!);
  const code = structOf([error, 0]);
  bound.Error_GetCode(code);
  bound.Error_Destroy(structOf([error]));
  const status = codes[Number(BigInt.asUintN(32, code[3]!))] ?? 'UNKNOWN';
  const memory = status === 'RESOURCE_EXHAUSTED' || /RESOURCE_EXHAUSTED|out of memory/i.test(text);
  return memory ? new XlaMemoryError(name, status, text) : new XlaError(name, status, text);
}
