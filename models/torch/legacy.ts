import { readPickle, type Storage, tensorsOf } from './pickled.ts';
import type { StoredTensor } from './storage.ts';

/** `MAGIC_NUMBER` and `PROTOCOL_VERSION` of torch/serialization.py. */
const [magic, protocol] = [0x1950a86a20f9469cfc6cn, 1001];
/** How a file begins: a pickle of protocol 2, of that number. */
export const legacyHead = Buffer.from('80028a0a6cfc9c46f9206aa85019', 'hex');

/**
 * Reads tensors as `torch.save` wrote them before PyTorch 1.6: pickles of a number that says what it
 * is, the version, the system, the tensors and the storages' names, and then the storages
 * (https://github.com/pytorch/pytorch/blob/main/torch/serialization.py, _legacy_load).
 * @throws {Error} where there is anything else in it than tensors and plain values
 */
export function readLegacy(bytes: Buffer): ReadonlyMap<string, StoredTensor> {
  const known = new Map<string, Storage>();
  let at = 0;
  const next = () => {
    const { value, end } = readPickle(bytes, at, known);
    at = end;
    return value;
  };
  if (next() !== magic || next() !== protocol) throw new Error('torch.save wrote it otherwise');
  next();
  const value = next();
  const keys = next();
  if (!Array.isArray(keys)) throw new Error('the names of its numbers are not in it');
  const storages = readStorages(bytes, at, keys as string[], known);
  return tensorsOf(value, ({ key }) => storages.get(key) ?? new Uint8Array());
}

/** Each is the number of its values in 8 bytes, and then those. */
function readStorages(
  bytes: Buffer,
  start: number,
  keys: readonly string[],
  known: ReadonlyMap<string, Storage>,
): ReadonlyMap<string, Uint8Array> {
  const storages = new Map<string, Uint8Array>();
  let at = start;
  for (const key of keys) {
    const begin = at + 8;
    const size = begin <= bytes.length ? Number(bytes.readBigInt64LE(at)) : Infinity;
    at = begin + size * (known.get(key)?.type.bytes ?? Number.NaN);
    if (!(size >= 0 && at <= bytes.length))
      throw new Error(`it ends within the values of storage ${key}`);
    storages.set(key, bytes.subarray(begin, at));
  }
  return storages;
}
