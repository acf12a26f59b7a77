import type { ArmResults } from './arm.ts';
import type { ArmFigures } from './result.ts';
import { spreadOf } from './spread.ts';

/** The figures of one seed's run of an arm; undefined where there is none, or it diverged. */
export type FiguresOf = (series: string, x: string) => ArmFigures | undefined;

/** Something that a study's finding says, as a difference that is above zero where it holds. */
export interface Claim {
  readonly text: string;
  /** Of one seed; undefined where a figure is missing. */
  difference(of: FiguresOf): number | undefined;
  /** What the difference is counted in. */
  readonly unit: 'points' | 'of the best spread';
}

type Place = readonly [series: string, x: string];

/** By how many points of accuracy one arm is better than another. */
export function gain(of: FiguresOf, better: Place, worse: Place): number | undefined {
  const [a, b] = [of(...better), of(...worse)];
  return a && b && 100 * (a.accuracy - b.accuracy);
}

/** One number less another, where there are both. */
export const less = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a - b;

export type Verdict = 'confirmed' | 'the opposite' | 'undecided';

export interface Judgement {
  readonly verdict: Verdict;
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
  readonly seeds: number;
}

/**
 * How many standard errors the mean of 2, 3, ... differences has to be away from zero, so that their
 * 95 % confidence interval leaves it out: Student's t, two-sided, with one degree of freedom less.
 */
const errorsApart = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];

/**
 * What the runs say of a claim, seed by seed, so that what a seed does to all arms does not count;
 * undefined before any seed has all the runs that it takes.
 */
export function judge(claim: Claim, arms: readonly ArmResults[]): Judgement | undefined {
  const seeds = Math.max(0, ...arms.map(({ bySeed }) => bySeed.length));
  const differences: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const difference = claim.difference((series, x) => {
      const found = arms.find(({ arm }) => arm.series === series && arm.x === x);
      return found?.bySeed[seed]?.figures;
    });
    if (difference !== undefined) differences.push(difference);
  }
  if (differences.length === 0) return undefined;
  const { mean, deviation } = spreadOf(differences);
  const error = deviation / Math.sqrt(differences.length);
  // One seed tells nothing of what another would have given.
  const apart = errorsApart[Math.min(differences.length - 2, errorsApart.length - 1)];
  const told = apart !== undefined && Math.abs(mean) > apart * error;
  const verdict = !told ? 'undecided' : mean > 0 ? 'confirmed' : 'the opposite';
  return { verdict, mean, error, seeds: differences.length };
}
