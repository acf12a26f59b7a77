import { SelfsameError } from '@selfsame/models';

/** The thread that prepares batches has ended before the run. */
export class BatchThreadError extends SelfsameError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      'batches_stopped',
      `The thread that prepares batches has stopped: ${reason}`,
      'Resume the run with --resume; it goes on from its newest checkpoint.',
      options,
    );
  }
}
