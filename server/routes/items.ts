import { modelDigest } from '@selfsame/models';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { JsonInvalidError } from '../errors/JsonInvalidError.ts';
import { UnknownImageError } from '../errors/UnknownImageError.ts';
import { clientGone } from '../http/clientGone.ts';
import { route } from '../http/route.ts';
import type { NewItem } from '../index/store.ts';
import { decodeBase64 } from '../input/base64.ts';
import { readBody } from '../input/bodies.ts';
import { checkJson, checkOptions } from '../input/check.ts';
import { checkMetadata, parseMetadata } from '../input/metadata.ts';
import { checkCollection, checkId } from '../input/names.ts';
import { onePicture, receive } from '../input/receive.ts';
import { toVector } from '../input/vector.ts';
import type { Services } from '../services.ts';
import { itemShape } from './shapes.ts';

const optionsSchema = z.strictObject({ metadata: z.string().optional() });
const jsonSchema = z.strictObject({
  image: z.string().optional(),
  vector: z.array(z.number()).optional(),
  metadata: z.unknown().optional(),
});
const viewSchema = z.strictObject({ include: z.literal('vector').optional() });

function names(req: Request): { collection: string; id: string } {
  const { collection, id } = req.params as { collection: string; id: string };
  return { collection: checkCollection(collection), id: checkId(id) };
}

/** /v1/collections/{collection}/items/{id}: put, look at and delete one item. */
export function itemRoutes(router: Router, services: Services): void {
  const { store, embedder, bundle } = services;
  const { card } = bundle;
  const model = modelDigest(card);

  async function embedded(picture: Buffer, gone: AbortSignal) {
    const vector = await embedder.embed(picture, gone);
    return { vector, image: await embedder.preview(picture, gone) };
  }

  /** What is to be put, from any of the forms that a request may have. */
  async function content(
    req: Request,
    gone: AbortSignal,
  ): Promise<Pick<NewItem, 'metadata' | 'vector' | 'image'>> {
    const received = await receive(req);
    if (received.kind === 'pictures') {
      const options = checkOptions(optionsSchema, received.options);
      const metadata = parseMetadata(options.metadata);
      return { metadata, ...(await embedded(onePicture(received.pictures), gone)) };
    }
    const body = checkJson(jsonSchema, received.value);
    const metadata = checkMetadata(body.metadata ?? {});
    if ((body.image === undefined) === (body.vector === undefined))
      throw new JsonInvalidError(null, 'needs exactly one of "image" and "vector"');
    if (body.vector !== undefined)
      return { metadata, vector: toVector(body.vector, card), image: null };
    return { metadata, ...(await embedded(decodeBase64(body.image!, 'image'), gone)) };
  }

  route(router, '/v1/collections/:collection/items/:id', {
    put: [
      ...readBody,
      async (req, res) => {
        const { collection, id } = names(req);
        // Before the work of embedding; the write checks it again.
        await store.getCollection(collection);
        const item = { collection, id, model, ...(await content(req, clientGone(res))) };
        const put = await store.putItem(item);
        res.status(put.created ? 201 : 200).json(itemShape(put.item, model));
      },
    ],
    get: [
      async (req, res) => {
        const { collection, id } = names(req);
        const { include } = checkOptions(viewSchema, req.query);
        const item = itemShape(await store.getItem(collection, id), model);
        if (include === undefined) res.json(item);
        else {
          const vector = await store.getVector(collection, id, model);
          res.json({ ...item, vector: vector && Array.from(vector) });
        }
      },
    ],
    delete: [
      async (req, res) => {
        const { collection, id } = names(req);
        await store.deleteItem(collection, id);
        res.json({ object: 'item', collection, id, deleted: true });
      },
    ],
  });

  route(router, '/v1/collections/:collection/items/:id/image', {
    get: [
      async (req, res) => {
        const { collection, id } = names(req);
        const image = await store.getImage(collection, id);
        if (image === null) throw new UnknownImageError(collection, id);
        res.set('Cache-Control', 'private, no-cache').type(image.type);
        res.send(Buffer.from(image.bytes));
      },
    ],
  });
}
