import sharp from 'sharp';
import type { PixelScale } from '../data/pixelScale.ts';

/** Longest side of a picture in the report, in pixels. */
const shown = 64;

/** A picture of RGB bytes, [side, side, 3], as a data URI. */
export async function pictureUri(pixels: Uint8Array, side: number): Promise<string> {
  const raw = { width: side, height: side, channels: 3 as const };
  const picture = sharp(pixels, { raw });
  if (side > shown) picture.resize(shown, shown);
  return `data:image/png;base64,${(await picture.png().toBuffer()).toString('base64')}`;
}

/** One of the views that a network was given, [N, 3, side, side] normalised, as bytes. */
export function viewPixels(
  views: Float32Array,
  index: number,
  side: number,
  { mean, deviation }: PixelScale,
): Uint8Array {
  const plane = side * side;
  return Uint8Array.from({ length: plane * 3 }, (_, i) => {
    const channel = i % 3;
    const value = views[(index * 3 + channel) * plane + Math.floor(i / 3)]!;
    return Math.round(255 * Math.min(1, Math.max(0, value * deviation[channel]! + mean[channel]!)));
  });
}

/** A matrix of values from -1 to 1: blue below zero, white at zero, red above. */
export async function matrixUri(values: Float32Array, side: number): Promise<string> {
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const value = Math.min(1, Math.max(-1, values[Math.floor(i / 3)]!));
    const [red, green, blue] = value > 0 ? [200, 30, 20] : [10, 80, 190];
    const full = [red, green, blue][i % 3]!;
    return Math.round(255 + (full - 255) * Math.abs(value));
  });
  const raw = { width: side, height: side, channels: 3 as const };
  const png = await sharp(pixels, { raw }).png().toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
