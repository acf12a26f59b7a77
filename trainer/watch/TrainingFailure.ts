import { SelfsameError } from '@selfsame/models';

/** A run that goes wrong. */
export abstract class TrainingFailure extends SelfsameError {
  /** Where it became certain, from 1. */
  readonly step: number;
  /** Whether the same steps may go well with a lower learning rate. */
  abstract readonly lowerRateHelps: boolean;

  constructor(step: number, code: string, message: string, remedy: string) {
    super(code, `At step ${step} ${message}`, remedy);
    this.step = step;
  }
}
