/** How the values between pixels are made, as other libraries call it. */
export const resamplings = ['bicubic', 'bilinear', 'lanczos', 'area'] as const;
export type Resampling = (typeof resamplings)[number];

/** How a picture of any size becomes the fixed size that an encoder sees. */
export interface PixelRule {
  readonly width: number;
  readonly height: number;
  /** 'cover' crops what is over, 'contain' fills up with the background, 'fill' distorts. */
  readonly fit: 'cover' | 'contain' | 'fill';
  /** RGB 0-255 behind transparent pixels and beside contained pictures. */
  readonly background: readonly [number, number, number];
  /**
   * The picture is brought to a square of this side by `fit`, and the middle of that is cut out; left
   * out, it is brought to width and height at once.
   */
  readonly resize?: number | undefined;
  /** As Pillow and, by area, OpenCV do it; left out, by Lanczos as libvips does it. */
  readonly resampling?: Resampling | undefined;
  /** Which way to the pixels: encoders go on with the one that they were trained with; 1 if left out. */
  readonly pixels?: PixelsVersion | undefined;
}

/**
 * The ways that there are: one more whenever the same picture comes to have other pixels.
 * 1: JPEG and WebP are shrunk while they are loaded, which moves them a little, each by its own
 *    amount; of deep pictures the upper 8 bits of 16 are taken, and floats as they are.
 * 2: every format is decoded whole; deep pictures go from black to white in the range that they
 *    declare or have (`depthRange`).
 * 3: as 2, and `resize` and `resampling` count.
 * 4: as 3, and what is resampled has the pixels of torchvision and Pillow: of `cover` the longer side is
 *    rounded down, half of a pixel that is cut off to the even one, and values between the two axes.
 */
export type PixelsVersion = 1 | 2 | 3 | 4;
/** The ways of those that are trained here, and of those that are imported. */
export const [trainedPixels, importedPixels] = [2, 4] as const;
