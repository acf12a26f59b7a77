/** A picture that was decoded elsewhere than in libvips. */
export interface RawPicture {
  /** RGBA, [height * width * 4], upright. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** ICC profile of its colours; null for sRGB. */
  readonly profile: Uint8Array | null;
}
