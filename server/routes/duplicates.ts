import { modelDigest, modelName } from '@selfsame/models';
import { z } from 'zod';
import { storeCodes } from '../errors/codes.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { collectionParameter } from '../input/names.ts';
import type { Services } from '../services.ts';

const count = z.number().int().min(0);
const jsonSchema = z.strictObject({
  minScore: z.number().min(0).max(1).default(0.95).describe('cosine that makes two items alike'),
  limit: z.number().int().min(1).max(1000).default(100).describe('how many groups to answer'),
});
const answerSchema = z
  .strictObject({
    model: z.string(),
    collection: z.string(),
    groups: z
      .array(
        z.strictObject({
          items: z.array(z.strictObject({ id: z.string(), score: z.number() })),
        }),
      )
      .describe(
        'largest first; the score of an item is that of the one in its group nearest to it',
      ),
    total: count.describe('how many groups there are'),
    exact: z.boolean().describe('whether no pair can have been missed'),
    compared: count.describe('items whose neighbours were looked at in the time that there is'),
    considered: count.describe('comparable items'),
  })
  .meta({ id: 'Duplicates' });

/** POST /v1/collections/{collection}/duplicates: groups of near-duplicates. */
export function duplicateEndpoints({ store, encoders, limits }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/v1/collections/{collection}/duplicates',
      operationId: 'findDuplicates',
      tag: 'search',
      summary: 'Groups of items that are nearly the same',
      description: 'Two items are in one group if they are alike, or linked by others that are.',
      access: 'read',
      params: { collection: collectionParameter },
      body: { json: jsonSchema },
      answers: { 200: { description: 'the groups', json: answerSchema } },
      errors: ['collection_not_found', ...storeCodes],
      async handle({ params: { collection }, body, gone }) {
        const { card } = encoders.serving.bundle;
        const query = { collection, model: modelDigest(card), ...body.value };
        const { groups, ...answer } = await store.findDuplicates(query, {
          ...{ ms: limits.duplicatesMs, signal: gone },
        });
        const listed = groups.map(({ items }) => ({ items: [...items] }));
        const json = { model: modelName(card), collection, groups: listed, ...answer };
        return { status: 200, json };
      },
    }),
  ];
}
