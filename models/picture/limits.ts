/** What one picture may cost to decode. */
export interface PictureLimits {
  /** Size of the picture's file. */
  readonly bytes: number;
  /** Width times height as the header declares it; checked before anything is decoded. */
  readonly pixels: number;
  /** Values per pixel; CMYK with alpha has 5. */
  readonly channels: number;
  /** Frames or pages as the header declares them; only the first is decoded. */
  readonly frames: number;
  /** Decoding time. */
  readonly seconds: number;
}

/** The limits where nothing else is asked for. */
export const pictureLimits: PictureLimits = {
  bytes: 256 * 1024 * 1024,
  pixels: 100_000_000,
  channels: 5,
  frames: 1000,
  seconds: 20,
};
