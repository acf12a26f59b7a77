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
   * @returns the fields after the call, at the same places, until the function is called again
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

/** What an array of fields points to lives as long as the array, and as a call that takes it. */
const pointees = new WeakMap<BigUint64Array, readonly Field[]>();
const running = new Set<readonly Field[]>();

const functionType = koffi.proto('void *(void *args)');
const deleterType = koffi.proto('void (void *object)');
type Call = (struct: bigint) => bigint | null;

/** No function takes more fields. */
const mostFields = 24;

/** @param api address of a `PJRT_Api` of the version */
export function bindLibrary(file: string, api: bigint, version: Library['version']): Library {
  const bound = Object.fromEntries(
    Object.entries(functions).map(([name, place]) => {
      const address = koffi.decode(api, functionsOffset + 8 * place, 'void *') as bigint;
      return [name, bindFunction(koffi.decode(address, functionType) as Call)];
    }),
  ) as Record<FunctionName, ReturnType<typeof bindFunction>>;
  return {
    file,
    version,
    call(name, ...fields) {
      const { error, results } = bound[name](fields);
      if (error !== null) throw taken(error, name, bound);
      return results;
    },
    callAt: (address, argument) => koffi.call(address, deleterType, argument),
  };
}

/**
 * A function with a struct of its own, which each call fills: a step makes dozens of calls, and a
 * struct for each would be garbage that outgrows what V8 counts.
 */
function bindFunction(call: Call) {
  const struct = new BigUint64Array(2 + mostFields);
  const address = koffi.address(struct);
  const results = struct.subarray(2);
  return (fields: readonly Field[]) => {
    struct[0] = BigInt(8 * (2 + fields.length));
    for (let i = 0; i < fields.length; i++) results[i] = wordOf(fields[i]!);
    running.add(fields);
    const error = call(address);
    running.delete(fields);
    return { error, results };
  };
}

/** A struct of the interface: all fields are 8 bytes apart, first its own size, then null. */
export function structOf(fields: readonly Field[]): BigUint64Array {
  return wordsOf([8 * (fields.length + 2), 0, ...fields]);
}

/** An array of fields. */
export function wordsOf(fields: readonly Field[]): BigUint64Array {
  const words = BigUint64Array.from(fields, wordOf);
  pointees.set(words, fields);
  return words;
}

function wordOf(field: Field): bigint {
  if (typeof field === 'object') return addressOf(field);
  return typeof field === 'bigint' ? field : BigInt(field);
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
function taken(
  error: bigint,
  called: FunctionName,
  bound: Record<FunctionName, ReturnType<typeof bindFunction>>,
): XlaError {
  const [, address, length] = bound.Error_Message([error, 0, 0]).results;
  const text = textAt(address!, length!);
  const [, code] = bound.Error_GetCode([error, 0]).results;
  const status = codes[Number(BigInt.asUintN(32, code!))] ?? 'UNKNOWN';
  bound.Error_Destroy([error]);
  const memory = status === 'RESOURCE_EXHAUSTED' || /RESOURCE_EXHAUSTED|out of memory/i.test(text);
  return memory ? new XlaMemoryError(called, status, text) : new XlaError(called, status, text);
}
