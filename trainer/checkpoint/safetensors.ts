/**
 * The safetensors format (https://github.com/huggingface/safetensors#format), float32 only: eight
 * bytes of header length, a JSON header, the tensors' bytes. Checkpoints so open in other tools.
 */

export interface TensorFile {
  readonly tensors: Readonly<Record<string, Float32Array>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array {
  let offset = 0;
  const header: Record<string, Entry | TensorFile['metadata']> = { __metadata__: metadata };
  for (const [name, { length, byteLength }] of Object.entries(tensors)) {
    const end = offset + byteLength;
    header[name] = { dtype: 'F32', shape: [length], data_offsets: [offset, end] };
    offset = end;
  }
  const text = JSON.stringify(header);
  // Padded with spaces, so that the tensors start at a multiple of their element's size.
  const json = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const parts = Object.values(tensors).map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  return Buffer.concat([length, json, ...parts]);
}

/** @throws {Error} if the bytes are not such a file or are cut short */
export function decodeTensors(bytes: Uint8Array): TensorFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 8) throw new Error('it is cut short');
  const start = 8 + Number(file.readBigUInt64LE());
  if (start > file.length) throw new Error('its header is cut short');
  const { __metadata__: metadata, ...entries } = JSON.parse(file.toString('utf8', 8, start)) as {
    __metadata__: Record<string, string>;
  } & Record<string, Entry>;
  const tensors: Record<string, Float32Array> = {};
  for (const [name, { data_offsets }] of Object.entries(entries as Record<string, Entry>)) {
    const [from, to] = data_offsets;
    if (start + to > file.length) throw new Error(`the tensor ${name} is cut short`);
    // A copy, because a view has to start at a multiple of four within its buffer.
    tensors[name] = new Float32Array(
      new Uint8Array(file.subarray(start + from, start + to)).buffer,
    );
  }
  return { tensors, metadata };
}
