import { SelfsameError } from '@selfsame/models';

/** A run folder that cannot be started in or gone on with. */
export class RunError extends SelfsameError {
  constructor(folder: string, reason: string, remedy: string, options?: ErrorOptions) {
    super('run_invalid', `The run folder ${folder} ${reason}.`, remedy, options);
  }
}
