import { type Ground, grounds } from '../../config/shown.ts';

/** White first: it is taken where no other is better. */
const names = Object.keys(grounds) as Ground[];
/** Of 255, in any channel: less is hardly seen. */
const apart = 48;
/** Share of the pixels below which a picture counts as not transparent. */
const leastClear = 0.01;
/** By how much another ground has to be better than the ones before it. */
const margin = 0.05;

/**
 * How much of what a transparent picture shows stands out on each ground.
 * @param pixels RGBA
 * @returns shares of its opaque pixels, 0 .. 1; undefined where it has none, or is not transparent
 */
export function keptOn(pixels: Uint8Array): Record<Ground, number> | undefined {
  const kept = { white: 0, black: 0, grey: 0 };
  let [opaque, clear] = [0, 0];
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3]! < 128) {
      clear++;
      continue;
    }
    opaque++;
    for (const name of names) {
      const differs = grounds[name].some((value, c) => Math.abs(value - pixels[i + c]!) >= apart);
      if (differs) kept[name]++;
    }
  }
  if (opaque === 0 || clear < leastClear * (opaque + clear)) return undefined;
  for (const name of names) kept[name] /= opaque;
  return kept;
}

/** The ground on which pictures keep the most, on average; white where there are none. */
export function bestGround(kept: readonly Readonly<Record<Ground, number>>[]): {
  readonly best: Ground;
  readonly means: Readonly<Record<Ground, number>>;
} {
  const mean = (name: Ground) => kept.reduce((sum, one) => sum + one[name], 0) / kept.length;
  const means = { white: mean('white'), black: mean('black'), grey: mean('grey') };
  let best: Ground = 'white';
  for (const name of names) if (means[name] > means[best] + margin) best = name;
  return { best, means };
}
