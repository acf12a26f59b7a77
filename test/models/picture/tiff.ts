/** What a value of a TIFF is: its bits and its kind (SampleFormat: 1 unsigned, 2 signed, 3 float). */
type Sample = 'uint16' | 'float32';

interface TiffOptions {
  readonly width: number;
  readonly height: number;
  /** [height * width * channels]. */
  readonly values: ArrayLike<number>;
  readonly sample: Sample;
  readonly channels?: number;
  readonly description?: string;
  /** SMaxSampleValue, as float32. */
  readonly most?: number;
}

/** A picture as instruments write them: an uncompressed TIFF of deep values (TIFF 6.0), little-endian. */
export function tiffOf(options: TiffOptions): Buffer {
  const { width, height, values, sample, channels = 1, description, most } = options;
  const data = sample === 'float32' ? Float32Array.from(values) : Uint16Array.from(values);
  const pixels = Buffer.from(data.buffer);
  const text = Buffer.from(`${description ?? 'none'}\0`.padEnd(8, '\0'));
  const bits = sample === 'float32' ? 32 : 16;
  const short = (tag: number, value: number) => ({ tag, type: 3, count: 1, value });
  const long = (tag: number, value: number) => ({ tag, type: 4, count: 1, value });
  const declared = Buffer.alloc(4);
  declared.writeFloatLE(most ?? 0);
  const entries = [
    long(256, width),
    long(257, height),
    ...(channels === 1
      ? [short(258, bits)]
      : [{ tag: 258, type: 3, count: channels, value: 8 + text.length + pixels.length }]),
    short(259, 1),
    short(262, channels === 3 ? 2 : 1),
    { tag: 270, type: 2, count: text.length, value: 8 },
    long(273, 8 + text.length),
    short(277, channels),
    long(278, height),
    long(279, pixels.length),
    ...(channels === 1
      ? [short(339, sample === 'float32' ? 3 : 1)]
      : [
          {
            tag: 339,
            type: 3,
            count: channels,
            value: 8 + text.length + pixels.length + 2 * channels,
          },
        ]),
    ...(most === undefined
      ? []
      : [{ tag: 341, type: 11, count: 1, value: declared.readUInt32LE() }]),
  ];
  const lists = Buffer.from(
    Uint16Array.from([
      ...Array(channels).fill(bits),
      ...Array(channels).fill(sample === 'float32' ? 3 : 1),
    ]).buffer,
  );
  const at = 8 + text.length + pixels.length + lists.length;
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(at, 4);
  const directory = Buffer.alloc(2 + 12 * entries.length + 4);
  directory.writeUInt16LE(entries.length);
  for (const [i, { tag, type, count, value }] of entries.entries()) {
    directory.writeUInt16LE(tag, 2 + 12 * i);
    directory.writeUInt16LE(type, 4 + 12 * i);
    directory.writeUInt32LE(count, 6 + 12 * i);
    directory.writeUInt32LE(value, 10 + 12 * i);
  }
  return Buffer.concat([head, text, pixels, lists, directory]);
}
