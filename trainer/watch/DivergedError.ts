import { TrainingFailure } from './TrainingFailure.ts';

/** The loss or the weights are no longer numbers, or far too large. */
export class DivergedError extends TrainingFailure {
  readonly lowerRateHelps = true;

  /** @param seen e.g. 'the loss is NaN'; @param rate the peak learning rate */
  constructor(step: number, seen: string, rate: number) {
    super(
      step,
      'training_diverged',
      `${seen}: training has diverged.`,
      `Lower --learning-rate (now ${rate}), or lengthen --warmup, and start a new run; --on-failure roll-back does so by itself.`,
    );
  }
}
