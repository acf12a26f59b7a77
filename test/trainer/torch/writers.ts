import { zipOf } from '../../models/get/zip.ts';

export interface Written {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type StateDict = Readonly<Record<string, Written>>;

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

const little = (bytes: number, value: number) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, Math.min(bytes, 6));
  return buffer;
};
const text = (one: string) =>
  Buffer.concat([Buffer.from('X'), little(4, Buffer.byteLength(one)), Buffer.from(one)]);
const whole = (one: number) => Buffer.concat([Buffer.from('J'), little(4, one)]);
const tuple = (...all: Buffer[]) => Buffer.concat([Buffer.from('('), ...all, Buffer.from('t')]);
const named = (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`);
const call = (callable: Buffer, ...args: Buffer[]) =>
  Buffer.concat([callable, tuple(...args), Buffer.from('R')]);
const pickle = (...parts: Buffer[]) =>
  Buffer.concat([Buffer.from([0x80, 2]), ...parts, Buffer.from('.')]);
const dictionary = (entries: readonly (readonly [string, Buffer])[]) =>
  Buffer.concat([
    Buffer.from('}('),
    ...entries.flatMap(([name, value]) => [text(name), value]),
    Buffer.from('u'),
  ]);

/** @param legacy the older format names a view of each storage too */
function tensorsAs(tensors: StateDict, legacy: boolean): Buffer {
  const entries = Object.entries(tensors).map(([name, { shape, values }], i) => {
    const kind = named('torch', 'FloatStorage');
    const view = legacy ? [Buffer.from('N')] : [];
    const id = [text('storage'), kind, text(`${i}`), text('cpu'), whole(values.length), ...view];
    const storage = Buffer.concat([tuple(...id), Buffer.from('Q')]);
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const hooks = call(named('collections', 'OrderedDict'));
    const sizes = [tuple(...shape.map(whole)), tuple(...strides.map(whole))];
    const rebuild = named('torch._utils', '_rebuild_tensor_v2');
    return [name, call(rebuild, storage, whole(0), ...sizes, Buffer.from([0x89]), hooks)] as const;
  });
  return dictionary(entries);
}

/** As `torch.save` writes it since PyTorch 1.6: {"state_dict": ..., "epoch": 3}. */
export function zipFile(tensors: StateDict): Buffer {
  const content = [
    ['state_dict', tensorsAs(tensors, false)] as const,
    ['epoch', whole(3)] as const,
  ];
  const storages = Object.values(tensors).map(({ values }, i) => [
    `archive/data/${i}`,
    bytesOf(values),
  ]);
  return zipOf({
    'archive/data.pkl': pickle(dictionary(content)),
    'archive/byteorder': Buffer.from('little'),
    ...Object.fromEntries(storages),
  });
}

/** As it wrote it before. */
export function legacyFile(tensors: StateDict): Buffer {
  const magic = Buffer.from('8a0a6cfc9c46f9206aa85019', 'hex');
  const keys = Object.keys(tensors).map((_, i) => text(`${i}`));
  const storages = Object.values(tensors).flatMap(({ values }) => [
    little(8, values.length),
    bytesOf(values),
  ]);
  return Buffer.concat([
    pickle(magic),
    pickle(Buffer.from('M'), little(2, 1001)),
    pickle(dictionary([['little_endian', Buffer.from([0x88])]])),
    pickle(tensorsAs(tensors, true)),
    pickle(Buffer.from(']('), ...keys, Buffer.from('e')),
    ...storages,
  ]);
}

export function safetensorsFile(tensors: StateDict): Buffer {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, values }]) => {
    const begin = end;
    end += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
  });
  const header = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) });
  const values = Object.values(tensors).map((one) => bytesOf(one.values));
  return Buffer.concat([little(8, Buffer.byteLength(header)), Buffer.from(header), ...values]);
}
