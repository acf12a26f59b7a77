import { modelDigest } from '@selfsame/models';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { JsonInvalidError } from '../errors/JsonInvalidError.ts';
import { OtherModelError } from '../errors/OtherModelError.ts';
import { clientGone } from '../http/clientGone.ts';
import { route } from '../http/route.ts';
import type { SearchHit } from '../index/store.ts';
import { decodeBase64 } from '../input/base64.ts';
import { readBody } from '../input/bodies.ts';
import { checkJson, checkOptions } from '../input/check.ts';
import { checkCollection, checkId } from '../input/names.ts';
import { onePicture, receive } from '../input/receive.ts';
import { toVector } from '../input/vector.ts';
import type { Services } from '../services.ts';
import { modelName } from './shapes.ts';

const inRange = (k: z.ZodNumber | z.ZodCoercedNumber) =>
  k.int().min(1).max(limits.searchResults).default(10);
const optionsSchema = z.strictObject({ k: inRange(z.coerce.number()) });
const jsonSchema = z.strictObject({
  image: z.string().optional(),
  vector: z.array(z.number()).optional(),
  id: z.string().optional(),
  k: inRange(z.number()),
});

interface Query {
  readonly vector: Float32Array;
  readonly k: number;
  /** The item that is searched by, if it is one. */
  readonly id: string | null;
}

/** POST /v1/collections/{collection}/search: by picture, by vector or by an item's id. */
export function searchRoutes(router: Router, services: Services): void {
  const { store, embedder, bundle } = services;
  const { card } = bundle;
  const model = modelDigest(card);

  async function queryOf(req: Request, collection: string, gone: AbortSignal): Promise<Query> {
    const received = await receive(req);
    if (received.kind === 'pictures') {
      const { k } = checkOptions(optionsSchema, received.options);
      return { k, id: null, vector: await embedder.embed(onePicture(received.pictures), gone) };
    }
    const { image, vector, id, k } = checkJson(jsonSchema, received.value);
    if ([image, vector, id].filter((by) => by !== undefined).length !== 1)
      throw new JsonInvalidError(null, 'needs exactly one of "image", "vector" and "id"');
    if (vector !== undefined) return { k, id: null, vector: toVector(vector, card) };
    if (id !== undefined) return { k, id, vector: await vectorOf(collection, checkId(id)) };
    const picture = decodeBase64(image!, 'image');
    return { k, id: null, vector: await embedder.embed(picture, gone) };
  }

  async function vectorOf(collection: string, id: string): Promise<Float32Array> {
    const vector = await store.getVector(collection, id, model);
    if (vector === null) throw new OtherModelError(collection, id, modelName(card));
    return vector;
  }

  /** Puts the item itself before others that are just as near: copies of the same picture. */
  async function itselfFirst(
    hits: readonly SearchHit[],
    collection: string,
    { id, k }: Query,
  ): Promise<readonly SearchHit[]> {
    if (id === null || hits[0]?.id === id) return hits;
    const itself = hits.find((hit) => hit.id === id) ?? {
      id,
      score: 1,
      metadata: (await store.getItem(collection, id)).metadata,
    };
    return [itself, ...hits.filter((hit) => hit.id !== id)].slice(0, k);
  }

  route(router, '/v1/collections/:collection/search', {
    post: [
      ...readBody,
      async (req, res) => {
        const collection = checkCollection(req.params.collection as string);
        await store.getCollection(collection);
        const query = await queryOf(req, collection, clientGone(res));
        const { vector, k } = query;
        const { exact, considered, hits } = await store.search({ collection, model, vector, k });
        const results = await itselfFirst(hits, collection, query);
        res.json({ model: modelName(card), collection, exact, considered, results });
      },
    ],
  });
}
