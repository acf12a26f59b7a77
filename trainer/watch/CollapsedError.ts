import { TrainingFailure } from './TrainingFailure.ts';

/** All pictures have come to the same projection. */
export class CollapsedError extends TrainingFailure {
  readonly lowerRateHelps = true;

  /** @param spread of the projections, 1 at best; @param steps that it has been so small for */
  constructor(step: number, spread: number, steps: number) {
    super(
      step,
      'training_collapsed',
      `the spread of the projections is ${spread.toPrecision(2)} (at best 1), and has been as small for ${steps} steps: all pictures look the same to the network.`,
      'Lower --learning-rate; with --loss simsiam, keep --asymmetry both; or take --loss barlow, which does not collapse so.',
    );
  }
}
