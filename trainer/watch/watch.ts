import {
  CollapsedError,
  DivergedError,
  IdenticalViewsError,
  type TrainingFailure,
} from '../errors.ts';
import type { Metrics } from '../step.ts';

/** Looks at the metrics of every step. */
export interface Watch {
  /** What is wrong, when it becomes certain; told once, until it has been right again. */
  check(step: number, metrics: Metrics): TrainingFailure | undefined;
  /** Whether something looks wrong, certain or not: no state of a run to go back to. */
  doubtful(): boolean;
}

interface Rule {
  /** Steps in a row that it takes to be certain. */
  readonly patience: number;
  wrong(metrics: Metrics, first: number): boolean;
  failure(step: number, metrics: Metrics): TrainingFailure;
}

/** Sound projections have a spread above 0.5 from the first step on; a collapse goes below 0.1. */
const leastSpread = 0.1;
/** Even the weakest augmentation leaves more between two views; rounding leaves less. */
const leastDistance = 1e-7;
/** The loss may rise before it falls, but not to so many times what it was in the first steps. */
const mostGrowth = 10;
const firstSteps = 10;

/** @param rate the peak learning rate, for the remedies */
export function createWatch(rate: number): Watch {
  const rules: readonly Rule[] = [
    {
      patience: 1,
      wrong: (metrics) => notFinite(metrics) !== undefined,
      failure: (step, metrics) => {
        const name = notFinite(metrics)!;
        const what = name === 'loss' ? 'the loss' : `the metric ${name}`;
        return new DivergedError(step, `${what} is ${metrics[name]}`, rate);
      },
    },
    {
      patience: 5,
      wrong: ({ distance }) => distance! < leastDistance,
      failure: (step) => new IdenticalViewsError(step),
    },
    {
      patience: 20,
      wrong: ({ spread }) => spread! < leastSpread,
      failure: (step, { spread }) => new CollapsedError(step, spread!, 20),
    },
    {
      patience: 20,
      wrong: ({ loss }, first) => loss > mostGrowth * first,
      failure: (step, { loss }) => {
        const seen = `the loss is ${loss.toPrecision(3)}, and has been more than ${mostGrowth} times that of the first steps for 20 steps`;
        return new DivergedError(step, seen, rate);
      },
    },
  ];
  const inRow = rules.map(() => 0);
  // The largest loss of the first steps; a loss that is never positive cannot grow to many times it.
  let first = 0;
  let seen = 0;
  return {
    check(step, metrics) {
      if (seen++ < firstSteps) first = Math.max(first, metrics.loss);
      const reference = first > 0 ? first : Number.POSITIVE_INFINITY;
      let failure: TrainingFailure | undefined;
      for (const [i, rule] of rules.entries()) {
        inRow[i] = rule.wrong(metrics, reference) ? inRow[i]! + 1 : 0;
        if (inRow[i] === rule.patience) failure ??= rule.failure(step, metrics);
      }
      return failure;
    },
    doubtful: () => inRow.some((count) => count > 0),
  };
}

const notFinite = (metrics: Metrics) =>
  Object.keys(metrics).find((name) => !Number.isFinite(metrics[name]));
