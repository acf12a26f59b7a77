import { closest, distance } from 'fastest-levenshtein';

/** Of an unknown name no more than this is compared: it may be of any length. */
const longest = 64;

/** The known name that is fewest edits away from an unknown one. */
export const nearest = (name: string, known: readonly string[]): string =>
  closest(name.slice(0, longest), known);

/** "; did you mean X?" for the nearest name, if it is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const short = name.slice(0, longest);
  const best = nearest(short, known);
  const letters = short.replace(/^-+/, '').length;
  return distance(short, best) <= Math.max(2, letters / 2) ? `; did you mean ${best}?` : '';
}
