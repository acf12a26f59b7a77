import type { Pixels } from '../picture/resample.ts';

/** For each orientation of EXIF, where the upright picture's pixel (x, y) is in one of w by h. */
const sources: readonly ((x: number, y: number, w: number, h: number) => number)[] = [
  (x, y, w) => y * w + x,
  (x, y, w) => y * w + w - 1 - x,
  (x, y, w, h) => (h - 1 - y) * w + w - 1 - x,
  (x, y, w, h) => (h - 1 - y) * w + x,
  (x, y, w) => x * w + y,
  (x, y, w, h) => (h - 1 - x) * w + y,
  (x, y, w, h) => (h - 1 - x) * w + w - 1 - y,
  (x, y, w) => x * w + w - 1 - y,
];

/** Whether width and height change places in it. */
export const liesAside = (orientation: number): boolean => orientation > 4;

/** Turns and mirrors a picture as its orientation says. @param orientation 1 to 8 */
export function upright(picture: Pixels, orientation: number): Pixels {
  if (orientation === 1) return picture;
  const source = sources[orientation - 1]!;
  const { width: w, height: h } = picture;
  const [width, height] = liesAside(orientation) ? [h, w] : [w, h];
  const data = new Uint8Array(picture.data.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = source(x, y, w, h) * 3;
      for (let channel = 0; channel < 3; channel++) data[to++] = picture.data[from + channel]!;
    }
  }
  return { data, width, height };
}
