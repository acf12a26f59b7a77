import type { ModelCalls } from '../../server/client/activation/calls.ts';
import { UnknownCollectionError } from '../../server/errors/collections.ts';
import { NotSearchedError } from '../errors.ts';

/**
 * The model that a collection is searched by: name/version.
 * @throws {UnknownCollectionError | NotSearchedError}
 */
export async function searchedBy(calls: ModelCalls, collection: string): Promise<string> {
  const found = (await calls.collections()).find(({ name }) => name === collection);
  if (found === undefined) throw new UnknownCollectionError(collection);
  if (found.model === null) throw new NotSearchedError(collection);
  return found.model;
}
