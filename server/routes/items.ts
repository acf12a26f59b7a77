import { z } from 'zod';
import type { Caller } from '../embed/caller.ts';
import { type Encoding, pictureParts } from '../embed/pictureParts.ts';
import {
  ItemExistsError,
  MetadataInvalidError,
  PictureLostError,
  StorageFullError,
  UnknownCollectionError,
  UnknownImageError,
  UnknownItemError,
} from '../errors/collections.ts';
import {
  embedErrors,
  modelErrors,
  pictureStoreErrors,
  storeErrors,
  vectorErrors,
} from '../errors/groups.ts';
import { JsonInvalidError } from '../errors/request.ts';
import { DeadlineError, ModelMissingError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { decodeBase64 } from '../input/base64.ts';
import type { Received } from '../input/contract.ts';
import { base64Schema, metadataField, modelField, oneOf, vectorField } from '../input/fields.ts';
import { checkMetadata, parseMetadata } from '../input/metadata.ts';
import { collectionParameter, idParameter } from '../input/names.ts';
import { jsonText, numberOption } from '../input/options.ts';
import { toVector } from '../input/vector.ts';
import { limits as bounds } from '../limits.ts';
import type { Services } from '../services.ts';
import type { CollectionRecord } from '../store/contract/collections.ts';
import type { ItemRecord, NewItem } from '../store/contract/items.ts';
import { itemSchema, itemShape, itemViewSchema } from './shapes.ts';

const tag = 'items';
const path = '/v1/collections/{collection}/items/{id}';
const params = { collection: collectionParameter, id: idParameter };

const putOptions = z.strictObject({
  metadata: z
    .string()
    .optional()
    .meta({
      description: 'a JSON object, as text',
      examples: ['{"kind":"plant"}'],
      ...jsonText({ type: 'object' }),
    }),
});
const putJson = z
  .strictObject({
    image: base64Schema.optional(),
    vector: vectorField,
    model: modelField,
    metadata: metadataField.optional(),
  })
  .meta(oneOf('image', 'vector'));
const patchJson = z.strictObject({ metadata: metadataField });
const viewOptions = z.strictObject({
  include: z.literal('vector').optional().describe("adds the vector of the collection's model"),
});

const imageOptions = z.strictObject({
  size: numberOption(
    z
      .literal(bounds.thumbnailSides)
      .optional()
      .describe('a thumbnail instead, whose longer side has at most so many pixels'),
  ),
});

/** /v1/collections/{collection}/items/{id}: put, look at, change and delete one item. */
export function itemEndpoints({ store, models, thumbnails, limits }: Services): Endpoint[] {
  const modelFor = async (collection: string) =>
    models.digestOf(await store.getCollection(collection));

  const isThere = (collection: string, id: string) =>
    store.getItem(collection, id).then(
      () => true,
      (error: unknown) => {
        if (UnknownItemError.is(error)) return false;
        throw error;
      },
    );

  /** What is to be put, from any of the forms that a request may have. */
  async function contentOf(
    encoding: Encoding,
    record: CollectionRecord,
    body: Received<z.output<typeof putJson>>,
    options: z.output<typeof putOptions>,
    caller: Caller,
  ): Promise<Omit<NewItem, 'id'>> {
    const outside = parseMetadata(options.metadata);
    const { keep } = record;
    const [encoder] = encoding;
    if (body.kind === 'pictures')
      return {
        metadata: outside,
        ...(await pictureParts(encoding, body.pictures[0]!, keep, caller)),
      };
    const { image, vector, model } = body.value;
    const metadata =
      body.value.metadata === undefined ? outside : checkMetadata(body.value.metadata);
    if ((image === undefined) === (vector === undefined))
      throw new JsonInvalidError(null, 'needs exactly one of "image" and "vector"');
    const { card } = encoder.bundle;
    if (vector !== undefined || model !== undefined) models.refuseVector(record, encoder, model);
    if (vector !== undefined) {
      const vectors = [{ model: encoder.digest, vector: toVector(vector, card) }];
      return { metadata, vectors, image: null, content: null, depth: null };
    }
    const picture = decodeBase64(image!, 'image', limits.pictureBytes);
    return { metadata, ...(await pictureParts(encoding, picture, keep, caller)) };
  }

  return [
    endpoint({
      method: 'put',
      path,
      operationId: 'putItem',
      tag,
      summary: 'Put a picture, or a vector made elsewhere, in the place of what the id had',
      access: 'write',
      params,
      query: putOptions,
      body: { pictures: 'one', json: putJson },
      onlyIfNew: true,
      answers: {
        200: { description: 'replaced, and on disk for good', json: itemSchema },
        201: { description: 'created, and on disk for good', json: itemSchema },
      },
      errors: [
        UnknownCollectionError,
        ItemExistsError,
        MetadataInvalidError,
        StorageFullError,
        ModelMissingError,
        ...modelErrors,
        ...storeErrors,
        ...pictureStoreErrors,
        ...embedErrors,
        ...vectorErrors,
      ],
      async handle({ params: { collection, id }, query, body, caller, onlyIfNew }) {
        // The write decides; this saves embedding what is known to be there.
        if (onlyIfNew && (await isThere(collection, id))) throw new ItemExistsError(collection, id);
        return models.writing(collection, async (encoding, record) => {
          const content = await contentOf(encoding, record, body, query, caller);
          const item = { id, ...content, onlyIfNew };
          const [put] = await store.putItems(collection, [item]);
          const json = itemShape(put!.item, encoding[0].digest);
          return { status: put!.created ? 201 : 200, json };
        });
      },
    }),

    endpoint({
      method: 'get',
      path,
      operationId: 'getItem',
      tag,
      summary: 'One item',
      access: 'read',
      params,
      query: viewOptions,
      answers: { 200: { description: 'the item', json: itemViewSchema } },
      errors: [UnknownCollectionError, UnknownItemError, ...storeErrors],
      async handle({ params: { collection, id }, query: { include } }) {
        const model = await modelFor(collection);
        const item = itemShape(await store.getItem(collection, id), model);
        if (include === undefined) return { status: 200, json: item };
        const vector = await store.getVector(collection, id, model);
        return { status: 200, json: { ...item, vector: vector && Array.from(vector) } };
      },
    }),

    endpoint({
      method: 'patch',
      path,
      operationId: 'patchItem',
      tag,
      summary: "Change an item's metadata by a JSON merge patch (RFC 7396)",
      access: 'write',
      params,
      body: { json: patchJson },
      answers: { 200: { description: 'changed, and on disk for good', json: itemSchema } },
      errors: [
        UnknownCollectionError,
        UnknownItemError,
        MetadataInvalidError,
        StorageFullError,
        ...storeErrors,
      ],
      async handle({ params: { collection, id }, body }) {
        const patch = checkMetadata(body.value.metadata);
        const item = await store.patchMetadata(collection, id, patch);
        return { status: 200, json: itemShape(item, await modelFor(collection)) };
      },
    }),

    endpoint({
      method: 'delete',
      path,
      operationId: 'deleteItem',
      tag,
      summary: 'Delete one item',
      access: 'write',
      params,
      answers: {
        200: {
          description: 'deleted, for good',
          json: z.strictObject({
            object: z.literal('item'),
            collection: z.string(),
            id: z.string(),
            deleted: z.literal(true),
          }),
        },
      },
      errors: [UnknownCollectionError, UnknownItemError, StorageFullError, ...storeErrors],
      async handle({ params: { collection, id } }) {
        await store.deleteItem(collection, id);
        models.forget(collection);
        return { status: 200, json: { object: 'item', collection, id, deleted: true } };
      },
    }),

    endpoint({
      method: 'get',
      path: `${path}/image`,
      operationId: 'getItemImage',
      tag,
      summary: 'What is kept of an item put in as a picture',
      description:
        'A thumbnail is never larger than what is kept, and is that itself where it cannot be made smaller or decoded.',
      access: 'read',
      params,
      query: imageOptions,
      answers: {
        200: {
          description:
            'the original, or a preview of up to 512 pixels: JPEG, WebP where it may be transparent, as thumbnails are, too',
          type: 'image/*',
        },
        304: {
          description: 'what the request names by If-None-Match is what there is',
          empty: true,
        },
      },
      errors: [
        UnknownCollectionError,
        UnknownItemError,
        UnknownImageError,
        PictureLostError,
        DeadlineError,
        ...storeErrors,
        ...pictureStoreErrors,
      ],
      async handle({ params: { collection, id }, query: { size }, caller, has }) {
        const item = await store.getItem(collection, id);
        const headers = { 'Cache-Control': 'private, no-cache' };
        if (has(imageTag(item, size))) return { status: 304, empty: true, headers };
        const small = size === undefined ? null : await thumbnails.of(item, size, caller);
        if (small !== null) return { status: 200, ...small, headers };
        const image = await store.openImage(collection, id);
        if (image === null) throw new UnknownImageError(collection, id);
        return { status: 200, bytes: image, type: image.type, headers };
      },
    }),
  ];
}

/** Of an item's picture. By the time as well: the same version may be of another item in another database. */
const imageTag = ({ version, updated }: ItemRecord, size = 0) =>
  `"${version}-${Date.parse(updated).toString(36)}-${size}"`;
