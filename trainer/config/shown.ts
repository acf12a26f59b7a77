import type { PixelRule } from '@selfsame/models';

/** How a picture of any shape fills a square, as settings call it and as pixel rules do. */
export const fits = { cover: 'cover', contain: 'contain', stretch: 'fill' } as const;
export type Fit = keyof typeof fits;

/** Colours that have a name; all others are #rrggbb. */
export const grounds = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  grey: [128, 128, 128],
} as const;
export type Ground = keyof typeof grounds;

/** How pictures are shown to the encoder. */
export interface Look {
  readonly fit: Fit;
  /** Behind transparent pixels and beside contained pictures: a colour, or auto. */
  readonly background: string;
}

export const backgroundPattern = new RegExp(
  `^(auto|${Object.keys(grounds).join('|')}|#[0-9a-fA-F]{6})$`,
);

/** @param background a colour: what auto comes to is found out before @returns RGB, 0 .. 255 */
export function colourOf(background: string): [number, number, number] {
  const named = grounds[background as Ground];
  if (named) return [...named];
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(background.slice(at, at + 2), 16),
  );
  return [red!, green!, blue!];
}

/** The settings that a pixel rule comes from. */
export function lookOf({ fit, background }: PixelRule): Look {
  const hex = `#${background.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  const named = Object.entries(grounds).find(([, colour]) => String(colour) === String(background));
  return { fit: fit === 'fill' ? 'stretch' : fit, background: named?.[0] ?? hex };
}
