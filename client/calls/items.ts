import { inOrder, type Outcome, type Source } from '../inOrder.ts';
import { wholeOf } from '../options.ts';
import type { Answer, Api, Query, Stoppable } from '../request/api.ts';
import { base64Of, bytesOf, fitsAddress, type Picture } from '../request/picture.ts';
import type { Filter, Item, ItemView, Metadata } from '../types.ts';
import type { ManyOptions } from './embed.ts';

const one = '/v1/collections/{collection}/items/{id}';
const all = '/v1/collections/{collection}/items';
const pages = '/v1/collections/{collection}/pages';
const image = `${one}/image` as const;

/** What an item is made of: a picture, or a vector that was made elsewhere. */
export type Content =
  | { readonly picture: Picture }
  | {
      /** [dimensions] */
      readonly vector: ArrayLike<number>;
      /** name/version of what made it. */
      readonly model?: string | undefined;
    };

export type NewItem = Content & { readonly metadata?: Metadata | undefined };

export interface PutOptions extends Stoppable {
  /** Replaces nothing: throws a `ClientError` with the code `item_exists` where the id has an item. */
  readonly onlyIfNew?: boolean | undefined;
}

export interface ListOptions extends Stoppable {
  readonly filter?: Filter | undefined;
  /** Items a page; 100 by default. */
  readonly limit?: number | undefined;
}

export interface PageOptions extends ListOptions {
  /** Where it begins: `next` of the page before, or one of `pages`. */
  readonly cursor?: string | undefined;
  /** Where the page after begins, at which it ends. */
  readonly until?: string | undefined;
}

export interface ImageOptions extends Stoppable {
  /** Pixels that the longer side has at most. */
  readonly size?: Query<'get', typeof image>['size'];
}

export type ItemPage = Answer<'get', typeof all>;
export type Pages = Answer<'get', typeof pages>;

export interface ItemCalls {
  /** Puts an item in the place of what the id had; it is on disk for good then. */
  put(collection: string, id: string, item: NewItem, options?: PutOptions): Promise<Item>;
  /** Puts many, and tells of each in its order what became of it. */
  putMany(
    collection: string,
    items: Source<NewItem & { readonly id: string }>,
    options?: PutOptions & ManyOptions,
  ): AsyncGenerator<Outcome<NewItem & { readonly id: string }, Item>>;
  get(
    collection: string,
    id: string,
    options?: Stoppable & { readonly include?: 'vector' | undefined },
  ): Promise<ItemView>;
  /** Merges metadata into what there is (RFC 7396): null takes a field out. */
  patch(collection: string, id: string, metadata: Metadata, options?: Stoppable): Promise<Item>;
  delete(collection: string, id: string, options?: Stoppable): Promise<void>;
  /** Deletes those that pass a filter. @returns how many there were */
  deleteWhere(collection: string, filter: Filter, options?: Stoppable): Promise<number>;
  /** A page; `next` of it is the cursor of the next one. */
  page(collection: string, options?: PageOptions): Promise<ItemPage>;
  /** Where each page of `limit` items (100 by default) begins, to read any without those before it. */
  pages(
    collection: string,
    options?: Stoppable & { readonly limit?: number | undefined },
  ): Promise<Pages>;
  /** All items in the order in which they came, page by page as they are taken. */
  list(collection: string, options?: ListOptions): AsyncGenerator<Item>;
  /** What is kept of its picture, or a thumbnail of that. */
  image(collection: string, id: string, options?: ImageOptions): Promise<Blob>;
}

export function itemCalls(api: Api): ItemCalls {
  const put: ItemCalls['put'] = async (collection, id, item, { onlyIfNew, signal } = {}) => {
    const { metadata } = item;
    const headers = onlyIfNew ? { 'If-None-Match': '*' } : undefined;
    const call = { params: { collection, id }, headers, signal };
    if ('vector' in item) {
      const json = { vector: Array.from(item.vector), model: item.model, metadata };
      return api.json('put', one, { ...call, json });
    }
    const text = metadata && JSON.stringify(metadata);
    if (!fitsAddress(text)) {
      const json = { image: await base64Of(item.picture), metadata };
      return api.json('put', one, { ...call, json });
    }
    const query = { metadata: text } as never;
    return api.json('put', one, { ...call, query, body: await bytesOf(item.picture) });
  };

  const page: ItemCalls['page'] = (collection, { filter, limit, cursor, until, signal } = {}) => {
    const query = { limit, cursor, until, filter: filter && JSON.stringify(filter) };
    return api.json('get', all, { params: { collection }, query, signal } as never);
  };

  return {
    put,
    page,
    pages: (collection, { limit, signal } = {}) =>
      api.json('get', pages, { params: { collection }, query: { limit }, signal } as never),
    putMany(collection, items, { concurrency, onlyIfNew, signal } = {}) {
      const width = wholeOf('concurrency', concurrency ?? api.settings.concurrency, 1);
      return inOrder(items, width, signal, (item, signal) =>
        put(collection, item.id, item, { onlyIfNew, signal }),
      );
    },
    get: (collection, id, { include, signal } = {}) =>
      api.json('get', one, { params: { collection, id }, query: { include }, signal }),
    patch: (collection, id, metadata, { signal } = {}) =>
      api.json('patch', one, { params: { collection, id }, json: { metadata }, signal }),
    async delete(collection, id, { signal } = {}) {
      await api.json('delete', one, { params: { collection, id }, signal });
    },
    async deleteWhere(collection, filter, { signal } = {}) {
      const query = { filter: JSON.stringify(filter) } as never;
      const { deleted } = await api.json('delete', all, { params: { collection }, query, signal });
      return deleted;
    },
    async *list(collection, options = {}) {
      let cursor: string | undefined;
      do {
        const { data, next } = await page(collection, { ...options, cursor });
        yield* data;
        cursor = next ?? undefined;
      } while (cursor !== undefined);
    },
    image: (collection, id, { size, signal } = {}) =>
      api.bytes(image, { params: { collection, id }, query: { size }, signal }),
  };
}
