import { modelName } from '@selfsame/models';
import { z } from 'zod';
import { ModelChangedError, UnknownCollectionError } from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { ModelMissingError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { collectionParameter } from '../input/names.ts';
import type { Services } from '../services.ts';

const count = z.number().int().min(0);
const jsonSchema = z.strictObject({
  minScore: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('cosine that makes two items alike; by default what was measured of the model'),
  limit: z.number().int().min(1).max(1000).default(100).describe('how many groups to answer'),
});
/** Where the model's description tells none. */
const defaultScore = 0.95;
const answerSchema = z
  .strictObject({
    model: z.string(),
    collection: z.string(),
    minScore: z.number(),
    minScoreOf: z
      .enum(['request', 'model', 'default'])
      .describe('whether it was asked for, measured of the model, or neither'),
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
export function duplicateEndpoints({ store, models, limits }: Services): Endpoint[] {
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
      body: { json: jsonSchema, optional: true },
      answers: { 200: { description: 'the groups', json: answerSchema } },
      errors: [UnknownCollectionError, ModelMissingError, ModelChangedError, ...storeErrors],
      async handle({ params: { collection }, body, gone }) {
        const { limit, minScore: asked } = body.value;
        const json = await models.reading(collection, undefined, async ({ bundle, digest }) => {
          const { card } = bundle;
          const measured = card.duplicates?.minScore;
          const minScore = asked ?? measured ?? defaultScore;
          const unasked = measured === undefined ? 'default' : 'model';
          const minScoreOf = asked === undefined ? unasked : 'request';
          const query = { collection, model: digest, minScore, limit };
          const { groups, ...answer } = await store.findDuplicates(query, {
            ...{ ms: limits.duplicatesMs, signal: gone },
          });
          const listed = groups.map(({ items }) => ({ items: [...items] }));
          const about = { model: modelName(card), collection, minScore, minScoreOf } as const;
          return { ...about, groups: listed, ...answer };
        });
        return { status: 200, json };
      },
    }),
  ];
}
