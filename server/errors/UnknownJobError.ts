import { ApiError } from './ApiError.ts';

/** No job of this id, or one that ended long ago. */
export class UnknownJobError extends ApiError {
  constructor(id: string) {
    super(
      'job_not_found',
      `There is no job "${id.slice(0, 64)}".`,
      'List what there is with GET /v1/jobs. Jobs are forgotten when the server stops.',
      'id',
    );
  }
}
