import { formatTable } from '@selfsame/models';
import { type Beside, besideOf } from '../judge/judgement.ts';
import type { Worth } from './measure.ts';

/** What a derived encoder is beside its original, by the same pictures. */
export interface Verdict {
  readonly before: Worth;
  readonly after: Worth;
  readonly ownView: Beside | null;
  readonly knn: Beside | null;
}

/** Differences that chance makes are none. */
export function verdictOf(before: Worth, after: Worth): Verdict {
  const beside = (was: Worth['found'], is: Worth['found']) =>
    was && is && besideOf({ found: is }, { found: was });
  return {
    ...{ before, after },
    ownView: beside(before.found, after.found),
    knn: beside(before.right, after.right),
  };
}

export const isWorse = ({ ownView, knn }: Verdict): boolean => [ownView, knn].includes('worse');

const shareOf = (found: readonly boolean[]) => found.filter(Boolean).length / found.length;

const percent = (found: readonly boolean[] | null) =>
  found ? `${(100 * shareOf(found)).toFixed(1)} %` : '-';

/** As a table for people, and what it comes to. @param names of the original and of what came of it */
export function verdictText(verdict: Verdict, names: readonly [string, string]): string {
  const { before, after, ownView, knn } = verdict;
  const row = (name: string, { found, right, alignment, uniformity }: Worth) => [
    ...[name, percent(found), percent(right)],
    ...[alignment?.toFixed(3) ?? '-', uniformity.toFixed(2)],
  ];
  const table = formatTable([
    ['', 'own view', 'kNN20', 'alignment', 'uniformity'],
    row(names[0], before),
    row(names[1], after),
    [`${names[1]} is`, ownView ?? '-', knn ?? '-', '', ''],
  ]);
  const pictures = (after.found ?? after.right)?.length;
  const by = pictures === undefined ? '' : `, by ${pictures} pictures that it did not learn from`;
  const told = [
    `own view: how often the picture nearest to an augmented view is its own${by}`,
    ...chanceOf('own view', before.found, after.found),
    ...chanceOf('kNN20', before.right, after.right),
  ];
  return `${table}\n\n${told.join('\n')}`;
}

/** How large a difference has to be that these pictures can tell, for people. */
function chanceOf(what: string, before: Worth['found'], after: Worth['found']): string[] {
  if (!before || !after) return [];
  const points = (100 * leastTold(before, after)).toFixed(1);
  return [`${what}: what differs by less than ${points} points may do so by chance`];
}

/**
 * Twice the standard error of the difference of two shares of the same pictures; where hardly one changes,
 * what a change of none may hide ("rule of three", Hanley and Lippman-Hand 1983).
 */
export function leastTold(before: readonly boolean[], after: readonly boolean[]): number {
  const count = before.length;
  const changes = before.map((was, i) => Number(after[i]) - Number(was));
  const mean = changes.reduce((a, b) => a + b, 0) / count;
  const variance = changes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / count;
  return Math.max(3 / count, 2 * Math.sqrt(variance / count));
}

/** For a bundle's description: own figures under their own names, the original's with that before them. */
export function figuresOf({ before, after }: Verdict, heldOut: number): Record<string, number> {
  const of = (prefix: string, { found, right, alignment, uniformity }: Worth) => ({
    ...(found && { [`${prefix}ownView`]: shareOf(found) }),
    ...(right && { [`${prefix}knn20`]: shareOf(right) }),
    ...(alignment !== null && { [`${prefix}alignment`]: alignment }),
    [`${prefix}uniformity`]: uniformity,
  });
  return { heldOut, ...of('', after), ...of('original.', before) };
}
