import { z } from 'zod';
import {
  CursorInvalidError,
  FilterInvalidError,
  FilterTooLargeError,
  StorageFullError,
  UnknownCollectionError,
} from '../errors/collections.ts';
import { slowErrors, storeErrors } from '../errors/groups.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { takeTurn } from '../http/json/turns.ts';
import { filterOfOption, filterOfText, filterOption } from '../input/filterOption.ts';
import { collectionParameter } from '../input/names.ts';
import { numberOption } from '../input/options.ts';
import { limits as fixed } from '../limits.ts';
import type { Services } from '../services.ts';
import type { ItemPage, ListQuery } from '../store/contract/items.ts';
import { itemSchema, itemShape } from './shapes.ts';

const tag = 'items';
const path = '/v1/collections/{collection}/items';
const params = { collection: collectionParameter };

const cursorOption = (description: string) =>
  z.string().optional().meta({ description, pattern: '^k[1-9][0-9]{0,14}$' });

const listOptions = z.strictObject({
  limit: numberOption(z.number().int().min(1).max(fixed.itemsPerPage).default(100)),
  cursor: cursorOption('"next" of the page before, or where a page begins'),
  until: cursorOption('where the page after begins, at which this one ends'),
  filter: filterOption.optional(),
});
const pageSchema = z
  .strictObject({
    object: z.literal('list'),
    data: z.array(itemSchema).describe('in the order in which they came'),
    next: z
      .string()
      .nullable()
      .describe('the cursor to go on with; null at the end. A filtered page may be short before'),
  })
  .meta({ id: 'ItemPage' });
const deletedSchema = z.strictObject({
  object: z.literal('items'),
  collection: z.string(),
  deleted: z.number().int().min(0),
});

/** /v1/collections/{collection}/items: list, and delete by a filter. */
export function itemListEndpoints({ store, models, limits }: Services): Endpoint[] {
  /**
   * The pages of the store that make up one of the answer, each read when the client has taken the
   * one before. With a filter that lets little pass, the page ends short when its time is over.
   */
  async function* pagesOf(query: ListQuery, gone: AbortSignal): AsyncGenerator<ItemPage> {
    const end = performance.now() + limits.queryMs;
    let { cursor, limit } = query;
    for (;;) {
      const page = await store.listItems({ ...query, cursor, limit });
      yield page;
      limit -= page.items.length;
      if (page.next === null || limit === 0 || gone.aborted) return;
      if (query.filter !== undefined && performance.now() > end) return;
      cursor = page.next;
      await takeTurn();
    }
  }

  return [
    endpoint({
      method: 'get',
      path,
      operationId: 'listItems',
      tag,
      summary: 'Items, page by page',
      access: 'read',
      params,
      query: listOptions,
      answers: { 200: { description: 'a page', json: pageSchema } },
      errors: [
        UnknownCollectionError,
        CursorInvalidError,
        FilterInvalidError,
        FilterTooLargeError,
        ...storeErrors,
      ],
      async handle({ params: { collection }, query, gone }) {
        const { limit, cursor, until } = query;
        const filter = filterOfOption(query.filter);
        const model = models.digestOf(await store.getCollection(collection));
        const pages = pagesOf({ collection, limit, cursor, until, filter }, gone);
        // What is wrong with the request is told before the answer begins.
        const first = await pages.next();
        let next: string | null = null;
        async function* items() {
          for (let page = first; !page.done; page = await pages.next()) {
            next = page.value.next;
            for (const item of page.value.items) yield itemShape(item, model);
          }
        }
        return { status: 200, json: { object: 'list', data: items(), next: () => next } };
      },
    }),

    endpoint({
      method: 'delete',
      path,
      operationId: 'deleteItems',
      tag,
      summary: 'Delete the items that pass a filter',
      description: 'Those that are there now, a thousand at a time, each thousand for good.',
      access: 'write',
      params,
      query: z.strictObject({ filter: filterOption }),
      answers: { 200: { description: 'deleted, for good', json: deletedSchema } },
      errors: [
        UnknownCollectionError,
        FilterInvalidError,
        FilterTooLargeError,
        StorageFullError,
        ...slowErrors,
        ...storeErrors,
      ],
      async handle({ params: { collection }, query, gone }) {
        const filter = filterOfText(query.filter);
        const deleted = await store.deleteItems(collection, filter, {
          ...{ ms: limits.queryMs, signal: gone },
        });
        models.forget(collection);
        return { status: 200, json: { object: 'items', collection, deleted } };
      },
    }),
  ];
}
