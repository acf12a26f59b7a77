import { z } from 'zod';
import {
  ActivationBusyError,
  BundleUnusableError,
  ItemsLackingError,
  ModelSearchedError,
  NoPreviousError,
  NothingToCompareError,
  PreviousDifferError,
  ReplicaLacksModelError,
  ReplicaSilentError,
} from '../errors/activation.ts';
import { StorageFullError, UnknownCollectionError } from '../errors/collections.ts';
import { storeErrors } from '../errors/groups.ts';
import { ModelMissingError, UnknownModelError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { PathParameter } from '../input/contract.ts';
import { listOf } from '../input/fields.ts';
import { collectionParameter } from '../input/names.ts';
import { activationJobSchema } from '../jobs/activationJob.ts';
import type { Desk } from '../jobs/Desk.ts';
import { comparisonJobSchema, comparisonJobShape } from '../jobs/taskJobs.ts';
import { missingBy } from '../models/activation/missing.ts';
import { onMissings } from '../models/activation/record.ts';
import type { Services } from '../services.ts';
import type { Named } from '../store/contract/vectors.ts';

const tag = 'models';
const path = '/v1/models/{name}/{version}';

/** @param known what there is, for whoever names something else */
const part = (
  description: string,
  example: string,
  known: () => readonly string[],
): PathParameter => ({
  schema: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/)
    .meta({ description, examples: [example] }),
  refuse: (given) => new UnknownModelError(given, known()),
});

const collections = listOf(collectionParameter.schema as z.ZodString, 1, 1000);
const which = {
  collections: collections
    .optional()
    .describe('those that are to follow; all by default, and then new collections have it too'),
  on_missing: z
    .enum(onMissings)
    .default('refuse')
    .describe('what becomes of items that no embedding can be made of by the model'),
};
const label = z
  .string()
  .min(1)
  .max(256)
  .optional()
  .describe("field of the metadata that is a picture's class, to compare by as well");
const activateJson = z.strictObject({
  ...which,
  force: z.boolean().default(false).describe('take it even if it does worse'),
  label,
});
const compareJson = z.strictObject({
  collections: collections
    .optional()
    .describe('on whose pictures; by default on those of all that have another model'),
  label,
});
const rollbackJson = z.strictObject(which);

const named = z.strictObject({
  count: z.number().int().min(0),
  ids: z.array(z.string()).describe('the first 1000'),
});
const missingSchema = z.strictObject({
  object: z.literal('list'),
  data: z.array(
    z.strictObject({
      collection: z.string(),
      embeddable: z.number().int().min(0).describe('items with a kept picture, to be embedded'),
      vectors: named.describe(
        'items that were put in as vectors: only their client can make others',
      ),
      unkept: named.describe('items of which no picture is kept'),
      small_previews: named.describe(
        'items of which a preview is kept that is smaller than what the model sees, or made by an earlier version: they are embedded, less well',
      ),
    }),
  ),
});
const namedShape = ({ count, ids }: Named) => ({ count, ids: [...ids] });

const common = [UnknownModelError, BundleUnusableError, StorageFullError, ...storeErrors];

/** Taking models into use: /v1/models/{name}/{version}/activate and what goes with it. */
export function activationEndpoints(services: Services, desk: Desk): Endpoint[] {
  const { comparisons, registry } = services;
  const known = () => registry.list().map(({ name }) => name);
  const params = {
    name: part('name of a model', 'cifar10-small', known),
    version: part('its version', '1', known),
  };
  return [
    endpoint({
      method: 'post',
      path: `${path}/activate`,
      operationId: 'activateModel',
      tag,
      summary: 'Have collections follow to a model, while they are searched by theirs',
      description:
        'A job compares it with the model that is searched by, embeds the kept pictures of every collection by it, and then switches each in one step. The vectors of the model before are kept for a while, for a rollback.',
      access: 'admin',
      params,
      body: { json: activateJson, optional: true },
      answers: { 202: { description: 'begun', json: activationJobSchema } },
      errors: [
        UnknownCollectionError,
        ItemsLackingError,
        ActivationBusyError,
        ReplicaLacksModelError,
        ReplicaSilentError,
        ...common,
      ],
      async handle({ params: { name, version }, body }) {
        const { on_missing: onMissing, ...asked } = body.value;
        const json = await desk.activate(`${name}/${version}`, { ...asked, onMissing });
        return { status: 202, json };
      },
    }),

    endpoint({
      method: 'post',
      path: `${path}/compare`,
      operationId: 'compareModel',
      tag,
      summary: 'Compare a model with the one that collections are searched by, and change nothing',
      description:
        'A job measures both on the same kept pictures, as an activation does before it begins.',
      access: 'admin',
      params,
      body: { json: compareJson, optional: true },
      answers: { 202: { description: 'begun', json: comparisonJobSchema } },
      errors: [
        UnknownCollectionError,
        UnknownModelError,
        BundleUnusableError,
        NothingToCompareError,
        ModelMissingError,
        ...storeErrors,
      ],
      async handle({ params: { name, version }, body }) {
        const { collections, label = null } = body.value;
        const begun = await comparisons.start(`${name}/${version}`, collections, label);
        await desk.began();
        return { status: 202, json: comparisonJobShape(begun) };
      },
    }),

    endpoint({
      method: 'post',
      path: `${path}/rollback`,
      operationId: 'rollbackModel',
      tag,
      summary: 'Have the collections that are searched by a model go back to the one before',
      description:
        'Nothing is embedded for that: the vectors are kept, and those of new items made too.',
      access: 'admin',
      params,
      body: { json: rollbackJson, optional: true },
      answers: { 202: { description: 'begun', json: activationJobSchema } },
      errors: [
        UnknownCollectionError,
        ItemsLackingError,
        ActivationBusyError,
        NoPreviousError,
        PreviousDifferError,
        ReplicaSilentError,
        ...common,
      ],
      async handle({ params: { name, version }, body }) {
        const { on_missing: onMissing, ...asked } = body.value;
        const json = await desk.rollback(`${name}/${version}`, { ...asked, onMissing });
        return { status: 202, json };
      },
    }),

    endpoint({
      method: 'get',
      path: `${path}/missing`,
      operationId: 'getMissing',
      tag,
      summary: 'What each collection would lack by a model',
      access: 'admin',
      params,
      answers: { 200: { description: 'the collections that would follow', json: missingSchema } },
      errors: [UnknownModelError, BundleUnusableError, ...storeErrors],
      async handle({ params: { name, version } }) {
        const found = await missingBy(`${name}/${version}`, services);
        const data = found.map(({ collection, lacking }) => ({
          ...{ collection, embeddable: lacking.embeddable },
          ...{ vectors: namedShape(lacking.vectors), unkept: namedShape(lacking.unkept) },
          small_previews: namedShape(lacking.smallPreviews),
        }));
        return { status: 200, json: { object: 'list', data } };
      },
    }),

    endpoint({
      method: 'delete',
      path: `${path}/vectors`,
      operationId: 'dropVectors',
      tag,
      summary: 'Drop the vectors of a model that nothing is searched by: no way back to it is left',
      access: 'admin',
      params,
      answers: {
        200: {
          description: 'dropped, for good',
          json: z.strictObject({
            object: z.literal('vectors'),
            model: z.string(),
            deleted: z.number().int().min(0),
          }),
        },
      },
      errors: [
        UnknownModelError,
        ModelSearchedError,
        ActivationBusyError,
        ReplicaSilentError,
        ...storeErrors,
      ],
      async handle({ params: { name, version } }) {
        const model = `${name}/${version}`;
        const deleted = await desk.drop(model);
        return { status: 200, json: { object: 'vectors', model, deleted } };
      },
    }),
  ];
}
