import { closest, distance } from 'fastest-levenshtein';

/** " (did you mean X?)" for the known name that is fewest edits away, if any is near. */
export function nearest(name: string, known: readonly string[], prefix = ''): string {
  const best = closest(name, known);
  const near = distance(name, best) <= Math.max(2, name.length / 2);
  return near ? ` (did you mean ${prefix}${best}?)` : '';
}
