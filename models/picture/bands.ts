import type { Metadata } from 'sharp';
import { PictureBandsError } from '../errors/pictures.ts';
import { tiffTags } from './tiffTags.ts';

/** Channels that a picture has at most, by how its colours are given; CMYK has one more, and alpha. */
const mostOf: Readonly<Record<string, number>> = { 'b-w': 2, grey16: 2, cmyk: 5 };
const mostOfOthers = 4;

/**
 * Refuses what is no picture that can be shown but a stack of measurements, of which any three would
 * be a guess: more channels than its colours have, or pages that are channels of one image.
 * @throws {PictureBandsError}
 */
export function checkBands(bytes: Uint8Array, { format, space, channels }: Metadata): void {
  if (channels > (mostOf[space] ?? mostOfOthers)) throw new PictureBandsError(channels);
  if (format !== 'tiff') return;
  const bands = bandsIn(tiffTags(bytes).description);
  if (bands > mostOfOthers) throw new PictureBandsError(bands);
}

/** How many channels a TIFF's pages are, as the programs that write such files note it. */
function bandsIn(description: string): number {
  // tifffile: {"shape": [5, 180, 240]}; a page of its own for each of the first number.
  const [, shape] = /^\{"shape": \[([\d, ]+)\]/.exec(description) ?? [];
  const sides = shape?.split(', ').map(Number) ?? [];
  if (sides.length === 3 && sides[2]! > mostOfOthers) return sides[0]!;
  const [, channels] =
    /^ImageJ=[\s\S]*^channels=(\d+)/m.exec(description) ??
    /<Pixels[^>]* SizeC="(\d+)"/.exec(description) ??
    [];
  return Number(channels ?? 0);
}
