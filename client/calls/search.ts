import type { Api, Json, Stoppable } from '../request/api.ts';
import { base64Of, bytesOf, fitsAddress, type Picture } from '../request/picture.ts';
import type { Duplicates, Filter, SearchAnswer } from '../types.ts';

const path = '/v1/collections/{collection}/search';
const duplicatesPath = '/v1/collections/{collection}/duplicates';

/**
 * What is searched by: a picture, a vector that the collection's model made, an item, or words, of a
 * model that takes them.
 */
export type SearchBy =
  | { readonly picture: Picture }
  | { readonly vector: ArrayLike<number> }
  | { readonly id: string }
  | { readonly text: string };

export interface SearchOptions extends Stoppable {
  /** How many items to find; 10 by default. */
  readonly k?: number | undefined;
  readonly filter?: Filter | undefined;
  /** The least cosine of a result. */
  readonly minScore?: number | undefined;
  /** What results carry beside id and score; their metadata by default. */
  readonly include?: readonly ('metadata' | 'vector')[] | undefined;
  /** Compares every vector, however long it takes. */
  readonly exact?: boolean | undefined;
  /** Candidates that an approximate search keeps in view. */
  readonly ef?: number | undefined;
  /** name/version that made the vector, or that is to embed the picture. */
  readonly model?: string | undefined;
}

export type DuplicatesOptions = Stoppable & Readonly<Json<'post', typeof duplicatesPath>>;

export interface SearchCalls {
  /** The nearest items, best first. */
  search(collection: string, by: SearchBy, options?: SearchOptions): Promise<SearchAnswer>;
  /** Groups of items that are nearly the same. */
  duplicates(collection: string, options?: DuplicatesOptions): Promise<Duplicates>;
}

export function searchCalls(api: Api): SearchCalls {
  return {
    async search(collection, by, { signal, ...options } = {}) {
      const { filter, include, ...plain } = options;
      const call = { params: { collection }, signal };
      const text = filter && JSON.stringify(filter);
      if ('picture' in by && fitsAddress(text)) {
        const query = { ...plain, filter: text, include: include?.join() } as never;
        return api.json('post', path, { ...call, query, body: await bytesOf(by.picture) });
      }
      const json = { ...(await subjectOf(by)), ...options } as Json<'post', typeof path>;
      return api.json('post', path, { ...call, json });
    },
    duplicates(collection, { signal, ...json } = {}) {
      return api.json('post', duplicatesPath, { params: { collection }, json, signal });
    },
  };
}

async function subjectOf(by: SearchBy): Promise<object> {
  if ('picture' in by) return { image: await base64Of(by.picture) };
  return 'vector' in by ? { vector: Array.from(by.vector) } : by;
}
