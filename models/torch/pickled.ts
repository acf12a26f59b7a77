import {
  type NumberType,
  numberTypes,
  type Placed,
  type StoredTensor,
  valuesOf,
} from './storage.ts';
import { type Callables, unpickle } from './unpickle.ts';

/** By the names of the classes that stand for them in a pickle. */
const storageTypes: Readonly<Record<string, NumberType>> = {
  FloatStorage: numberTypes.float32,
  DoubleStorage: numberTypes.float64,
  HalfStorage: numberTypes.float16,
  BFloat16Storage: numberTypes.bfloat16,
  LongStorage: numberTypes.int64,
  IntStorage: numberTypes.int32,
  ShortStorage: numberTypes.int16,
  CharStorage: numberTypes.int8,
  ByteStorage: numberTypes.uint8,
  BoolStorage: numberTypes.uint8,
};

/** Dictionaries in dictionaries that checkpoints have, and some. */
const deepest = 100;

/** Numbers that tensors share. */
export interface Storage {
  readonly key: string;
  readonly type: NumberType;
}

/** A tensor as a pickle tells of it. */
class Reference {
  readonly storage: Storage;
  readonly placed: Placed;

  constructor([storage, offset, shape, stride]: readonly unknown[]) {
    const isNumbers = (all: unknown) => Array.isArray(all) && all.every(Number.isSafeInteger);
    const isPlace = Number.isSafeInteger(offset) && isNumbers(shape) && isNumbers(stride);
    if (!isPlace || (shape as unknown[]).length !== (stride as unknown[]).length)
      throw new Error('it has a tensor without a shape');
    this.storage = storage as Storage;
    this.placed = { offset, shape, stride } as Placed;
  }
}

/** What a pickle of tensors may call: https://github.com/pytorch/pytorch/blob/main/torch/_utils.py. */
const callables: Callables = {
  // Python 2 wrote its items as pairs.
  'collections OrderedDict': ([pairs]) => new Map((pairs as [unknown, unknown][]) ?? []),
  'torch._utils _rebuild_tensor_v2': (args) => new Reference(args),
  'torch._utils _rebuild_parameter': ([tensor]) => tensor,
  ...Object.fromEntries(Object.keys(storageTypes).map((type) => [`torch ${type}`, () => null])),
};

/** @param id ('storage', type, key, device, count, ...) @throws {Error} */
function storageOf(id: unknown): Storage {
  const [kind, named, key] = Array.isArray(id) ? id : [];
  const type = storageTypes[String(named?.callable).replace('torch ', '')];
  if (kind !== 'storage' || typeof key !== 'string' || type === undefined)
    throw new Error('it refers to what is no storage of numbers');
  return { key, type };
}

/**
 * Reads what `torch.save` pickled.
 * @param storages gets those that it refers to, by their keys
 * @throws {Error} for anything else than plain values and tensors
 */
export function readPickle(
  bytes: Buffer,
  at: number,
  storages: Map<string, Storage>,
): ReturnType<typeof unpickle> {
  const persistent = (id: unknown) => {
    const storage = storageOf(id);
    storages.set(storage.key, storage);
    return storage;
  };
  return unpickle(bytes, at, { callables, persistent });
}

/**
 * The tensors of a value, by their names: those of dictionaries in dictionaries with dots between.
 * @param bytesOf the numbers of a storage
 */
export function tensorsOf(
  value: unknown,
  bytesOf: (storage: Storage) => Uint8Array,
): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  // A pickle can have a dictionary within itself.
  const seen = new Set<unknown>();
  const walk = (found: unknown, name: string, depth: number) => {
    if (depth > deepest) throw new Error(`its dictionaries lie more than ${deepest} deep`);
    if (found instanceof Reference) tensors.set(name, tensorOf(found, bytesOf));
    if (!(found instanceof Map) || seen.has(found)) return;
    seen.add(found);
    for (const [key, inner] of found) {
      walk(inner, name === '' ? String(key) : `${name}.${key}`, depth + 1);
    }
  };
  walk(value, '', 0);
  return tensors;
}

const tensorOf = (
  { storage, placed }: Reference,
  bytesOf: (storage: Storage) => Uint8Array,
): StoredTensor => ({
  shape: placed.shape,
  get values() {
    return valuesOf(bytesOf(storage), storage.type, placed);
  },
});
