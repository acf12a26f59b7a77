import { UnknownCollectionError } from '../../errors/collections.ts';

/** What is done with a collection; null where it has been deleted meanwhile, which ends nothing else. */
export async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (UnknownCollectionError.is(error)) return null;
    throw error;
  }
}
