/** What a TIFF's first directory says of its values (TIFF 6.0, section 8). */
export interface TiffTags {
  /** MinSampleValue and MaxSampleValue, or SMinSampleValue and SMaxSampleValue. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly description: string;
  /** NewSubfileType: a smaller copy of another picture in the file. */
  readonly isThumbnail: boolean;
  /** DNGVersion (Adobe's DNG). */
  readonly isDng: boolean;
}

const tags = {
  ...{ subfile: 254, dng: 50706, description: 270 },
  ...{ least: 280, most: 281, sLeast: 340, sMost: 341 },
};
/** Bytes of a value, and how it is read, by the number of its type. */
const types: Readonly<
  Record<number, [bytes: number, read: (view: DataView, at: number, little: boolean) => number]>
> = {
  1: [1, (view, at) => view.getUint8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getUint16(at, little)],
  4: [4, (view, at, little) => view.getUint32(at, little)],
  8: [2, (view, at, little) => view.getInt16(at, little)],
  9: [4, (view, at, little) => view.getInt32(at, little)],
  11: [4, (view, at, little) => view.getFloat32(at, little)],
  12: [8, (view, at, little) => view.getFloat64(at, little)],
};
const mostText = 64 * 1024;

/** Reads the tags of a classic TIFF; nothing of one that is damaged or of the 64-bit kind. */
export function tiffTags(bytes: Uint8Array): TiffTags {
  const found = new Map<number, number[]>();
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const little = bytes[0] === 0x49;
    if (view.getUint16(2, little) === 42) readDirectory(view, little, found);
  } catch {
    // What it refers to is not there; the decoder has more to say of that.
  }
  const values = (tag: number) => found.get(tag) ?? [];
  const most = [...values(tags.sMost), ...values(tags.most)];
  const least = [...values(tags.sLeast), ...values(tags.least)];
  return {
    least: least.length > 0 ? Math.min(...least) : undefined,
    most: most.length > 0 ? Math.max(...most) : undefined,
    isThumbnail: ((values(tags.subfile)[0] ?? 0) & 1) === 1,
    isDng: values(tags.dng).length > 0,
    description: String.fromCharCode(...values(tags.description)),
  };
}

function readDirectory(view: DataView, little: boolean, found: Map<number, number[]>): void {
  const at = view.getUint32(4, little);
  const entries = view.getUint16(at, little);
  for (let entry = at + 2; entry < at + 2 + 12 * entries; entry += 12) {
    const tag = view.getUint16(entry, little);
    const type = types[view.getUint16(entry + 2, little)];
    const count = view.getUint32(entry + 4, little);
    if (type === undefined || !Object.values(tags).includes(tag) || count > mostText) continue;
    const [size, read] = type;
    const from = size * count <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    const values = Array.from({ length: count }, (_, i) => read(view, from + size * i, little));
    found.set(tag, values);
  }
}
