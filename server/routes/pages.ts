import { z } from 'zod';
import { UnknownCollectionError } from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { takeTurn } from '../http/json/turns.ts';
import { collectionParameter } from '../input/names.ts';
import { numberOption } from '../input/options.ts';
import { limits } from '../limits.ts';
import type { Services } from '../services.ts';

const count = z.number().int().min(0);
const pagesSchema = z
  .strictObject({
    object: z.literal('pages'),
    collection: z.string(),
    limit: count.describe('items a page'),
    items: count.describe('items on all pages'),
    cursors: z
      .array(z.string())
      .readonly()
      .describe('where the second page begins, the third, and so on'),
  })
  .meta({ id: 'Pages' });

/** /v1/collections/{collection}/pages: where each page of a listing begins. */
export function pageEndpoints({ store }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/collections/{collection}/pages',
      operationId: 'listPages',
      tag: 'items',
      summary: 'Where the pages of a listing begin',
      description:
        'So that any page can be read without those before it: its items are those of the listing from its cursor until that of the page after.',
      access: 'read',
      params: { collection: collectionParameter },
      query: z.strictObject({
        limit: numberOption(z.number().int().min(100).max(limits.itemsPerPage).default(100)),
      }),
      answers: { 200: { description: 'all of them', json: pagesSchema } },
      errors: [UnknownCollectionError, ...storeErrors],
      async handle({ params: { collection }, query: { limit }, gone }) {
        const marks: string[] = [];
        for (;;) {
          const cursor = marks.at(-1);
          const some = await store.markItems({ collection, every: limit, cursor });
          marks.push(...some.marks);
          gone.throwIfAborted();
          if (some.rest === null) {
            await takeTurn();
            continue;
          }
          const items = marks.length * limit + some.rest;
          // After the last of them nothing may follow.
          const cursors = some.rest === 0 ? marks.slice(0, -1) : marks;
          return { status: 200, json: { object: 'pages', collection, limit, items, cursors } };
        }
      },
    }),
  ];
}
