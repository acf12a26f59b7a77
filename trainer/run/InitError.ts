import { SelfsameError } from '@selfsame/models';

const listed = 3;

/** A checkpoint whose encoder is not the one that is to be trained. */
export class InitError extends SelfsameError {
  constructor(path: string, problems: readonly string[]) {
    const more = problems.length > listed ? [`and ${problems.length - listed} more`] : [];
    super(
      'init_mismatch',
      `The encoder in ${path} does not fit:\n  ${[...problems.slice(0, listed), ...more].join('\n  ')}`,
      'Choose --encoder and --size (up to 64 or above) as they were in the run of that checkpoint, or start without --init.',
    );
  }
}
