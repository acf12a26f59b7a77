/** Numbers of a file's bytes; what is beyond its end is 0. */
export interface Reader {
  readonly length: number;
  u8(at: number): number;
  u16(at: number, little?: boolean): number;
  u32(at: number, little?: boolean): number;
  /** Latin-1 text. */
  text(at: number, length: number): string;
}

export function readerOf(bytes: Uint8Array): Reader {
  const u8 = (at: number) => bytes[at] ?? 0;
  const u16 = (at: number, little = false) =>
    little ? u8(at) | (u8(at + 1) << 8) : (u8(at) << 8) | u8(at + 1);
  return {
    length: bytes.length,
    u8,
    u16,
    u32: (at, little = false) =>
      little ? u16(at, true) + u16(at + 2, true) * 65_536 : u16(at) * 65_536 + u16(at + 2),
    text: (at, length) => String.fromCharCode(...bytes.subarray(at, at + length)),
  };
}
