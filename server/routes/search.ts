import { type ModelCard, modelDigest, modelName } from '@selfsame/models';
import { z } from 'zod';
import { limits as fixed } from '../config/limits.ts';
import type { Encoder } from '../embed/Encoders.ts';
import { embedCodes, storeCodes, vectorCodes } from '../errors/codes.ts';
import { JsonInvalidError } from '../errors/JsonInvalidError.ts';
import { OtherModelError } from '../errors/OtherModelError.ts';
import { type Endpoint, endpoint, type Received } from '../http/endpoint.ts';
import type { SearchHit } from '../index/store.ts';
import { decodeBase64 } from '../input/base64.ts';
import { checkParameter } from '../input/check.ts';
import { base64Schema, vectorField } from '../input/fields.ts';
import { collectionParameter, idParameter } from '../input/names.ts';
import { toVector } from '../input/vector.ts';
import type { Services } from '../services.ts';
import { metadataSchema } from './shapes.ts';

const inRange = (k: z.ZodNumber | z.ZodCoercedNumber) =>
  k.int().min(1).max(fixed.searchResults).describe('how many items to find');
const optionsSchema = z.strictObject({ k: inRange(z.coerce.number()).default(10) });
const jsonSchema = z.strictObject({
  image: base64Schema.optional(),
  vector: vectorField,
  id: z.string().optional().describe('an item of the collection'),
  k: inRange(z.number()).optional(),
});
const answerSchema = z
  .strictObject({
    model: z.string().describe('name/version; only its vectors are compared'),
    collection: z.string(),
    exact: z.boolean().describe('whether every comparable vector was compared'),
    considered: z.number().int().min(0).describe('how many vectors are comparable'),
    results: z
      .array(
        z.strictObject({
          id: z.string(),
          score: z.number().describe('cosine similarity, -1 to 1'),
          metadata: metadataSchema,
        }),
      )
      .describe('best first'),
  })
  .meta({ id: 'SearchAnswer' });

interface Query {
  readonly vector: Float32Array;
  /** The item that is searched by, if it is one. */
  readonly id: string | null;
}

/** POST /v1/collections/{collection}/search: by picture, by vector or by an item's id. */
export function searchEndpoints({ store, encoders, limits, metrics }: Services): Endpoint[] {
  async function queryOf(
    { embedder, bundle: { card } }: Encoder,
    body: Received<z.output<typeof jsonSchema>>,
    collection: string,
    gone: AbortSignal,
  ): Promise<Query> {
    if (body.kind === 'pictures')
      return { id: null, vector: await embedder.embed(body.pictures[0]!, gone) };
    const { image, vector, id } = body.value;
    if ([image, vector, id].filter((by) => by !== undefined).length !== 1)
      throw new JsonInvalidError(null, 'needs exactly one of "image", "vector" and "id"');
    if (vector !== undefined) return { id: null, vector: toVector(vector, card) };
    if (id !== undefined)
      return { id, vector: await vectorOf(card, collection, checkParameter(idParameter, id)) };
    const picture = decodeBase64(image!, 'image', limits.pictureBytes);
    return { id: null, vector: await embedder.embed(picture, gone) };
  }

  async function vectorOf(card: ModelCard, collection: string, id: string): Promise<Float32Array> {
    const vector = await store.getVector(collection, id, modelDigest(card));
    if (vector === null) throw new OtherModelError(collection, id, modelName(card));
    return vector;
  }

  /** Puts the item itself before others that are just as near: copies of the same picture. */
  async function itselfFirst(
    hits: readonly SearchHit[],
    collection: string,
    id: string | null,
    k: number,
  ): Promise<readonly SearchHit[]> {
    if (id === null || hits[0]?.id === id) return hits;
    const itself = hits.find((hit) => hit.id === id) ?? {
      id,
      score: 1,
      metadata: (await store.getItem(collection, id)).metadata,
    };
    return [itself, ...hits.filter((hit) => hit.id !== id)].slice(0, k);
  }

  return [
    endpoint({
      method: 'post',
      path: '/v1/collections/{collection}/search',
      operationId: 'search',
      tag: 'search',
      summary: 'The nearest items to a picture, a vector or an item',
      access: 'read',
      params: { collection: collectionParameter },
      query: optionsSchema,
      body: { pictures: 'one', json: jsonSchema },
      answers: { 200: { description: 'what was found', json: answerSchema } },
      errors: [
        'collection_not_found',
        'id_invalid',
        'item_not_found',
        'item_of_other_model',
        ...storeCodes,
        ...embedCodes,
        ...vectorCodes,
      ],
      async handle({ params: { collection }, query, body, gone }) {
        await store.getCollection(collection);
        const k = body.kind === 'json' && body.value.k !== undefined ? body.value.k : query.k;
        const encoder = encoders.serving;
        const { card } = encoder.bundle;
        const model = modelDigest(card);
        const { vector, id } = await queryOf(encoder, body, collection, gone);
        const start = performance.now();
        const { exact, considered, hits } = await store.search({ collection, model, vector, k });
        metrics.observe.searched((performance.now() - start) / 1000);
        const results = [...(await itselfFirst(hits, collection, id, k))];
        const json = { model: modelName(card), collection, exact, considered, results };
        return { status: 200, json };
      },
    }),
  ];
}
