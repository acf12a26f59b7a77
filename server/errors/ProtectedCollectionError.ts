import { ApiError } from './ApiError.ts';

/** The default collection always exists and cannot be deleted. */
export class ProtectedCollectionError extends ApiError {
  constructor(name: string) {
    super(
      'collection_protected',
      `The collection "${name}" always exists and cannot be deleted.`,
      'Delete its items one by one, or use a collection of your own.',
      'collection',
    );
  }
}
