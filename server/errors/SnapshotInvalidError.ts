import { ApiError } from './ApiError.ts';

/** A snapshot that is not what was written. */
export class SnapshotInvalidError extends ApiError {
  constructor(file: string, problem: string) {
    super(
      'snapshot_invalid',
      `The snapshot ${file} cannot be restored: ${problem}.`,
      'Copy the .sqlite file and the .json file beside it again, or take an earlier snapshot.',
    );
  }
}
