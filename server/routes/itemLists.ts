import { modelDigest } from '@selfsame/models';
import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { storeCodes } from '../errors/codes.ts';
import { OptionInvalidError } from '../errors/OptionInvalidError.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { filterOfText, filterOption } from '../input/filterOption.ts';
import { collectionParameter } from '../input/names.ts';
import type { Services } from '../services.ts';
import { itemSchema, itemShape } from './shapes.ts';

const tag = 'items';
const path = '/v1/collections/{collection}/items';
const params = { collection: collectionParameter };

const listOptions = z.strictObject({
  limit: z.coerce.number().int().min(1).max(limits.itemsPerPage).default(100),
  cursor: z.string().optional().describe('"next" of the page before'),
  filter: filterOption,
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
export function itemListEndpoints({ store, encoders }: Services): Endpoint[] {
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
      errors: ['collection_not_found', 'cursor_invalid', 'filter_invalid', ...storeCodes],
      async handle({ params: { collection }, query }) {
        const { limit, cursor } = query;
        const filter = filterOfText(query.filter);
        const { items, next } = await store.listItems({ collection, limit, cursor, filter });
        const model = modelDigest(encoders.serving.bundle.card);
        const data = items.map((item) => itemShape(item, model));
        return { status: 200, json: { object: 'list', data, next } };
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
      errors: ['collection_not_found', 'filter_invalid', 'storage_full', ...storeCodes],
      async handle({ params: { collection }, query }) {
        const filter = filterOfText(query.filter);
        if (filter === undefined) throw new OptionInvalidError('filter', 'is missing');
        const deleted = await store.deleteItems(collection, filter);
        return { status: 200, json: { object: 'items', collection, deleted } };
      },
    }),
  ];
}
