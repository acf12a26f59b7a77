import { z } from 'zod';
import {
  ProtectedCollectionError,
  StorageFullError,
  UnknownCollectionError,
} from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { collectionParameter } from '../input/names.ts';
import type { Services } from '../services.ts';
import { type CollectionRecord, keeps } from '../store/contract/collections.ts';
import { collectionSchema, collectionShape } from './shapes.ts';

const tag = 'collections';
const path = '/v1/collections/{collection}';
const params = { collection: collectionParameter };

const putOptions = z.strictObject({
  keep: z
    .enum(keeps)
    .optional()
    .describe('what is kept of pictures from now on: preview unless told'),
});

/** /v1/collections: list, create, describe and delete. */
export function collectionEndpoints({ store, models }: Services): Endpoint[] {
  const shape = (record: CollectionRecord) => collectionShape(record, models);

  return [
    endpoint({
      method: 'get',
      path: '/v1/collections',
      operationId: 'listCollections',
      tag,
      summary: 'All collections',
      access: 'read',
      answers: {
        200: {
          description: 'every collection, by name',
          json: z.strictObject({ object: z.literal('list'), data: z.array(collectionSchema) }),
        },
      },
      errors: storeErrors,
      async handle() {
        const collections = await store.listCollections();
        const data = collections.map(shape);
        return { status: 200, json: { object: 'list', data } };
      },
    }),

    endpoint({
      method: 'get',
      path,
      operationId: 'getCollection',
      tag,
      summary: 'One collection',
      access: 'read',
      params,
      answers: { 200: { description: 'the collection', json: collectionSchema } },
      errors: [UnknownCollectionError, ...storeErrors],
      async handle({ params: { collection } }) {
        const record = await store.getCollection(collection);
        return { status: 200, json: shape(record) };
      },
    }),

    endpoint({
      method: 'put',
      path,
      operationId: 'putCollection',
      tag,
      summary: 'Create a collection, or set the options of one that exists',
      access: 'write',
      params,
      query: putOptions,
      answers: {
        200: { description: 'it existed', json: collectionSchema },
        201: { description: 'created, and on disk for good', json: collectionSchema },
      },
      errors: [StorageFullError, ...storeErrors],
      async handle({ params, query }) {
        const { created, collection } = await store.putCollection(params.collection, query);
        return { status: created ? 201 : 200, json: shape(collection) };
      },
    }),

    endpoint({
      method: 'delete',
      path,
      operationId: 'deleteCollection',
      tag,
      summary: 'Delete a collection with all its items',
      access: 'admin',
      params,
      answers: {
        200: {
          description: 'deleted',
          json: z.strictObject({
            object: z.literal('collection'),
            name: z.string(),
            deleted: z.literal(true),
          }),
        },
      },
      errors: [UnknownCollectionError, ProtectedCollectionError, StorageFullError, ...storeErrors],
      async handle({ params: { collection: name } }) {
        await store.deleteCollection(name);
        models.forget(name);
        return { status: 200, json: { object: 'collection', name, deleted: true } };
      },
    }),
  ];
}
