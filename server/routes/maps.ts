import { z } from 'zod';
import {
  MapTooSmallError,
  UnknownCollectionError,
  UnknownMapError,
} from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { ModelMissingError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { collectionParameter } from '../input/names.ts';
import type { Desk } from '../jobs/Desk.ts';
import { mapJobSchema, mapJobShape } from '../jobs/taskJobs.ts';
import type { Services } from '../services.ts';

const tag = 'search';
const path = '/v1/collections/{collection}/map';
const params = { collection: collectionParameter };

const count = z.number().int().min(0);
const coordinates = z.array(z.number().min(0).max(1)).readonly();
const mapSchema = z
  .strictObject({
    object: z.literal('map'),
    collection: z.string(),
    model: z.string().describe('what it is made of, and the collection searched by: name/version'),
    made: z.iso.datetime(),
    vectors: count.describe('that there were then; the map has them all, or 20,000 of them'),
    vectors_now: count.describe(
      'that there are: others have come, or gone, where it is not the same',
    ),
    ids: z.array(z.string()).readonly().describe('the items on it'),
    x: coordinates.describe('of each'),
    y: coordinates,
  })
  .meta({ id: 'Map' });

/** /v1/collections/{collection}/map: a collection as a plane, in which what is alike lies together. */
export function mapEndpoints({ store, models, maps }: Services, desk: Desk): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path,
      operationId: 'makeMap',
      tag,
      summary: 'Have the map of a collection made, or made anew',
      description:
        'A job places the items by UMAP, of which 20,000 take some minutes; of more, as many are placed, evenly spaced. The map is kept with the vectors that it is of, and goes with them.',
      access: 'admin',
      params,
      answers: { 202: { description: 'begun', json: mapJobSchema } },
      errors: [UnknownCollectionError, MapTooSmallError, ModelMissingError, ...storeErrors],
      async handle({ params: { collection } }) {
        const task = await maps.start(collection);
        await desk.began();
        return { status: 202, json: mapJobShape(task) };
      },
    }),

    endpoint({
      method: 'get',
      path,
      operationId: 'getMap',
      tag,
      summary: 'Where the items of a collection lie in its map',
      access: 'read',
      params,
      answers: { 200: { description: 'the map', json: mapSchema } },
      errors: [UnknownCollectionError, UnknownMapError, ...storeErrors],
      async handle({ params: { collection } }) {
        const record = await store.getCollection(collection);
        const model = models.digestOf(record);
        const map = await maps.get(collection, model);
        if (map === null) throw new UnknownMapError(collection);
        const now = { vectors_now: record.vectors[model] ?? 0 };
        const told = { collection, model: models.nameOf(model), ...map, ...now };
        return { status: 200, json: { object: 'map', ...told } };
      },
    }),
  ];
}
