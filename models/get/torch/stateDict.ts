import { type Callables, unpickle } from './unpickle.ts';

/** A tensor of a state dict. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface Reference {
  readonly storage: string;
  readonly offset: number;
  readonly shape: readonly number[];
  /** Values between one and the next along each axis. */
  readonly stride: readonly number[];
}

/** Bytes of a value, by the storage's type; those of whole numbers count batches and are left out. */
const sizes: Readonly<Record<string, number>> = { FloatStorage: 4, LongStorage: 8 };
/** `MAGIC_NUMBER` and `PROTOCOL_VERSION` of torch/serialization.py, as they stand in the file. */
const [magic, protocol] = ['6cfc9c46f9206aa85019', 1001];

/**
 * Reads a state dict as `torch.save` wrote it before PyTorch 1.6: pickles of a number that says what
 * it is, the version, the system, the tensors and the storages' names, and then the storages
 * (https://github.com/pytorch/pytorch/blob/main/torch/serialization.py, _legacy_load).
 * @throws {Error} where there is anything else in it than tensors
 */
export function readStateDict(bytes: Buffer): ReadonlyMap<string, StoredTensor> {
  const types = new Map<string, string>();
  const callables: Callables = {
    'collections OrderedDict': () => new Map(),
    'torch._utils _rebuild_tensor_v2': ([storage, offset, shape, stride]) =>
      ({ storage, offset, shape, stride }) as Reference,
    ...Object.fromEntries(Object.keys(sizes).map((type) => [`torch ${type}`, () => null])),
  };
  const persistent = (id: unknown) => {
    const [kind, type, key] = id as [string, { callable?: string }, string];
    if (kind !== 'storage' || typeof key !== 'string')
      throw new Error('it refers to what is no storage');
    types.set(key, String(type?.callable).replace('torch ', ''));
    return key;
  };
  let at = 0;
  const next = () => {
    const { value, end } = unpickle(bytes, at, { callables, persistent });
    at = end;
    return value;
  };
  if (!bytes.includes(Buffer.from(magic, 'hex')) || next() !== magic || next() !== protocol)
    throw new Error('it is no state dict that torch.save wrote before PyTorch 1.6');
  next();
  const entries = next();
  const keys = next();
  if (!(entries instanceof Map) || !Array.isArray(keys)) throw new Error('it is no dictionary');
  const storages = readStorages(bytes, at, keys as string[], types);
  return new Map(
    [...(entries as Map<string, Reference>)]
      .filter(([, { storage }]) => types.get(storage) === 'FloatStorage')
      .map(([name, reference]) => [name, tensorOf(name, reference, storages)]),
  );
}

/** Each is the number of its values in 8 bytes, and then those. */
function readStorages(
  bytes: Buffer,
  start: number,
  keys: readonly string[],
  types: ReadonlyMap<string, string>,
): ReadonlyMap<string, Buffer> {
  const storages = new Map<string, Buffer>();
  let at = start;
  for (const key of keys) {
    const begin = at + 8;
    const size = begin <= bytes.length ? Number(bytes.readBigInt64LE(at)) : Infinity;
    at = begin + size * (sizes[types.get(key) ?? ''] ?? Number.NaN);
    if (!(at <= bytes.length)) throw new Error(`it ends within the values of storage ${key}`);
    storages.set(key, bytes.subarray(begin, at));
  }
  return storages;
}

function tensorOf(
  name: string,
  { storage, offset, shape, stride }: Reference,
  storages: ReadonlyMap<string, Buffer>,
): StoredTensor {
  const stored = storages.get(storage);
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < values.length; i++) {
    let [place, rest] = [offset, i];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += (rest % shape[axis]!) * stride[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    const at = 4 * place;
    if (stored === undefined || !(at + 4 <= stored.length))
      throw new Error(`the values of ${name} are not in it`);
    values[i] = stored.readFloatLE(at);
  }
  return { shape, values };
}
