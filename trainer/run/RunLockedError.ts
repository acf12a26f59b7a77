import { RunError } from './RunError.ts';

/** A run that another process is training. */
export class RunLockedError extends RunError {
  constructor(folder: string, options?: ErrorOptions) {
    const remedy = 'Wait until the other process has ended, or end it.';
    super(folder, 'is being trained by another process', remedy, options);
  }
}
