import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A drawing of OpenMoji. */
export interface Emoji {
  /** Of its file: letters, digits and hyphens. */
  readonly name: string;
  /** What it shows: 'animals-nature', 'flags', ... */
  readonly group: string;
  /** The drawing. */
  readonly svg: string;
}

interface Entry {
  readonly hexcode: string;
  readonly annotation: string;
  readonly group: string;
  readonly skintone: string;
}

/** Of a drawing, in pixels. */
const side = 96;
const folder = dirname(createRequire(import.meta.url).resolve('openmoji/package.json'));

/** All of them. Skin tones are left out: those of one emoji look almost the same. */
export function readEmoji(): Emoji[] {
  const entries: Entry[] = JSON.parse(readFileSync(join(folder, 'data/openmoji.json'), 'utf8'));
  return entries
    .filter(({ skintone }) => skintone === '')
    .map(({ hexcode, annotation, group }) => ({
      name: annotation.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-'),
      group,
      svg: join(folder, 'color/svg', `${hexcode}.svg`),
    }));
}

/** Writes a drawing as a PNG file. A process that has loaded the pixel function cannot read SVG. */
export async function drawEmoji({ svg }: Emoji, path: string): Promise<void> {
  await sharp(svg).resize(side, side).png().toFile(path);
}
