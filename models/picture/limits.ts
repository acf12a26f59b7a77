/** What one picture may cost to decode. */
export const pictureLimits = {
  /** Size of a picture file read from disk. */
  bytes: 256 * 1024 * 1024,
  /** Width times height as the header declares it; checked before anything is decoded. */
  pixels: 100_000_000,
  /** Decoding time. */
  seconds: 20,
} as const;
