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
  return `${table}\n\nown view: how often the picture nearest to an augmented view is its own${by}`;
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
