import { z } from 'zod';
import {
  SnapshotsUnsupportedError,
  StorageFullError,
  UnknownCollectionError,
} from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { collectionParameter } from '../input/names.ts';
import type { Services } from '../services.ts';

const tag = 'collections';
const path = '/v1/collections/{collection}/snapshots';
const params = { collection: collectionParameter };

const snapshotSchema = z
  .strictObject({
    object: z.literal('snapshot'),
    name: z.string().describe('of its files, <name>.sqlite and <name>.json in <data>/snapshots'),
    collection: z.string(),
    created: z.iso.datetime(),
    items: z.number().int().min(0),
    bytes: z.number().int().min(0),
    sha256: z.string(),
  })
  .meta({ id: 'Snapshot' });

/** /v1/collections/{collection}/snapshots: copies of a collection, made while it serves. */
export function snapshotEndpoints({ store }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path,
      operationId: 'createSnapshot',
      tag,
      summary: 'Copy one state of a collection to a file, for selfsame restore',
      access: 'admin',
      params,
      answers: { 201: { description: 'copied, and on disk for good', json: snapshotSchema } },
      errors: [UnknownCollectionError, StorageFullError, SnapshotsUnsupportedError, ...storeErrors],
      async handle({ params: { collection } }) {
        const snapshot = await store.createSnapshot(collection);
        return { status: 201, json: { object: 'snapshot', ...snapshot } };
      },
    }),

    endpoint({
      method: 'get',
      path,
      operationId: 'listSnapshots',
      tag,
      summary: 'The snapshots of a collection',
      access: 'read',
      params,
      answers: {
        200: {
          description: 'oldest first',
          json: z.strictObject({
            object: z.literal('list'),
            data: z.array(snapshotSchema),
            broken: z
              .array(z.strictObject({ file: z.string(), reason: z.string() }))
              .describe('descriptions in <data>/snapshots that are not right; not to be restored'),
          }),
        },
      },
      errors: [UnknownCollectionError, ...storeErrors],
      async handle({ params: { collection } }) {
        const { snapshots, broken } = await store.listSnapshots(collection);
        const data = snapshots.map((one) => ({ object: 'snapshot' as const, ...one }));
        return { status: 200, json: { object: 'list', data, broken: [...broken] } };
      },
    }),
  ];
}
