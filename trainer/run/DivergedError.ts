import { SelfsameError } from '@selfsame/models';

/** The loss is no longer a number. */
export class DivergedError extends SelfsameError {
  constructor(step: number, loss: number, rate: number) {
    super(
      'training_diverged',
      `The loss is ${loss} at step ${step}: training has diverged.`,
      `Lower --learning-rate (now ${rate}), or lengthen --warmup, and start a new run.`,
    );
  }
}
