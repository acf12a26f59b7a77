import { SelfsameError } from '@selfsame/models';

/** A checkpoint that cannot be read, or that belongs to something else. */
export class CheckpointError extends SelfsameError {
  constructor(path: string, reason: string, remedy: string, options?: ErrorOptions) {
    super(
      'checkpoint_invalid',
      `The checkpoint ${path} cannot be used: ${reason}.`,
      remedy,
      options,
    );
  }
}
