import type { Api, Query, Stoppable } from '../request/api.ts';
import type { Collection, CollectionMap, MapJob } from '../types.ts';

const one = '/v1/collections/{collection}';

export interface CollectionCalls {
  /** All of them, by name. */
  list(options?: Stoppable): Promise<Collection[]>;
  get(name: string, options?: Stoppable): Promise<Collection>;
  /** Creates it, or sets what is kept of pictures from now on. */
  put(name: string, options?: Stoppable & Readonly<Query<'put', typeof one>>): Promise<Collection>;
  /** With all its items. */
  delete(name: string, options?: Stoppable): Promise<void>;
  /** Where its items lie in a plane: what is alike lies together. */
  map(name: string, options?: Stoppable): Promise<CollectionMap>;
  /** Has its map made, or made anew. */
  makeMap(name: string, options?: Stoppable): Promise<MapJob>;
}

export function collectionCalls(api: Api): CollectionCalls {
  const params = (collection: string) => ({ params: { collection } });
  return {
    async list({ signal } = {}) {
      return (await api.json('get', '/v1/collections', { signal })).data;
    },
    get: (name, { signal } = {}) => api.json('get', one, { ...params(name), signal }),
    put: (name, { signal, ...query } = {}) =>
      api.json('put', one, { ...params(name), query, signal }),
    map: (name, { signal } = {}) => api.json('get', `${one}/map`, { ...params(name), signal }),
    makeMap: (name, { signal } = {}) => api.json('post', `${one}/map`, { ...params(name), signal }),
    async delete(name, { signal } = {}) {
      await api.json('delete', one, { ...params(name), signal });
    },
  };
}
