import {
  type Bundle,
  isShipped,
  modelDigest,
  modelName,
  resamplings,
  type SelfsameError,
} from '@selfsame/models';
import { z } from 'zod';
import type { Encoder } from '../embed/Encoders.ts';
import { storeErrors } from '../errors/groups.ts';
import { BundleGoneError } from '../errors/models.ts';
import { UnknownModelError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { PathParameter } from '../input/contract.ts';
import { type ActivationShape, activationJobSchema } from '../jobs/activationJob.ts';
import type { Desk } from '../jobs/Desk.ts';
import { toldError, toldErrorSchema } from '../jobs/toldError.ts';
import { modelOf } from '../models/CollectionModels.ts';
import type { Services } from '../services.ts';
import type { CollectionRecord } from '../store/contract/collections.ts';

const modelParameter: PathParameter = {
  schema: z
    .string()
    .min(1)
    .meta({
      not: { enum: ['.', '..'] },
      description: 'name or name/version of a loaded model; a slash is written %2F',
      examples: ['cifar10-small'],
    }),
  refuse: (model) => new UnknownModelError(model, []),
};

const count = z.number().int().min(0);
const modelSchema = z
  .strictObject({
    id: z.string().describe('name/version'),
    object: z.literal('model'),
    created: count.describe('Unix time in seconds'),
    owned_by: z.string(),
    digest: z.string().describe('SHA-256 of the graph; vectors carry it'),
    encoder: z.string(),
    parameters: count,
    dimensions: count.describe('of an embedding'),
    input: z.strictObject({
      width: count,
      height: count,
      fit: z.enum(['cover', 'contain', 'fill']),
      background: z.array(count).min(3).max(3).readonly().describe('RGB, 0 to 255'),
      resize: count
        .nullable()
        .describe('side of the square that its middle is cut out of; null: none is cut out'),
      resampling: z.enum(resamplings),
      resampler: z.enum(['libvips', 'pillow']).describe('whose way to resample it is'),
      pixels: z.literal([1, 2, 3, 4]).describe('which way to the pixels'),
    }),
    text: z.boolean().describe('whether it takes searches by words'),
    origin: z
      .enum(['shipped', 'trained', 'imported'])
      .describe('whether it came with selfsame, was trained by it, or was made elsewhere'),
    training_pictures: count.nullable().describe('that it learned from; null if that is not known'),
    graph: z
      .strictObject({ path: z.string(), sha256: z.string(), bytes: count })
      .nullable()
      .describe('its ONNX file; null of one that is not loaded, or has numbers beside the graph'),
    evaluation: z.record(z.string(), z.unknown()).describe('figures from when it was published'),
    state: z
      .enum(['active', 'activating', 'previous', 'available', 'verifying'])
      .describe(
        'a collection is searched by it, or it serves; being taken into use, by the job in activation; kept for a rollback; can be activated; being verified',
      ),
    activation: activationJobSchema.nullable().describe('the job that takes it into use'),
    collections: z.array(z.string()).describe('those that are searched by it'),
    error: toldErrorSchema.nullable().describe('what is wrong with its bundle since it was loaded'),
    device: z.string().nullable().describe('where it runs; null of one that is not loaded'),
    pictures_per_second: count
      .nullable()
      .describe('of the encoder alone, when it was warmed up; null of one that is not loaded'),
    serving: z.boolean().describe('whether it is the one of requests that name none'),
  })
  .meta({ id: 'Model' });

const goldenSchema = z
  .strictObject({
    seed: count,
    width: count,
    height: count,
    embedding: z.array(z.number()).describe('of the generated picture of that seed and size'),
  })
  .describe('for who runs the graph elsewhere, to see that it gives the same');
const loadedSchema = modelSchema.extend({ golden: goldenSchema }).meta({ id: 'LoadedModel' });

const rejectedSchema = z
  .strictObject({
    id: z.string().describe('name/version; of a folder that cannot be looked into its name'),
    object: z.literal('model'),
    created: count,
    owned_by: z.string(),
    state: z.literal('rejected'),
    error: toldErrorSchema,
  })
  .meta({ id: 'RejectedModel', description: 'a bundle that is of no use, and why' });

type Shape = z.input<typeof modelSchema>;

function shapeOf(
  bundle: Bundle,
  encoder: Encoder | null,
  own: Pick<Shape, 'state' | 'activation' | 'collections' | 'error' | 'serving'>,
): Shape {
  const { card } = bundle;
  const { width, height, fit, background } = card.input;
  const { resize = null, resampling, pixels = 1 } = card.input;
  const by =
    resampling === undefined
      ? ({ resampling: 'lanczos', resampler: 'libvips' } as const)
      : ({ resampling, resampler: 'pillow' } as const);
  const { sha256, bytes, data } = card.graph;
  const isWhole = encoder !== null && data === undefined;
  const speed = encoder && Math.round(encoder.engine.picturesPerSecond ?? 0);
  return {
    id: modelName(card),
    object: 'model' as const,
    created: Math.floor(Date.parse(card.created) / 1000),
    owned_by: 'selfsame',
    digest: modelDigest(card),
    encoder: card.encoder,
    parameters: card.parameters,
    dimensions: card.dimensions,
    text: card.text !== undefined,
    origin: isShipped(bundle) ? 'shipped' : card.training ? 'trained' : 'imported',
    training_pictures: card.training?.dataset.pictures ?? null,
    input: { width, height, fit, background, resize, ...by, pixels },
    graph: isWhole ? { path: `/v1/graphs/${sha256}`, sha256, bytes } : null,
    evaluation: card.evaluation,
    device: encoder?.engine.device ?? null,
    pictures_per_second: speed,
    ...own,
  };
}

function rejectedShape(
  id: string,
  { code, message, remedy }: SelfsameError,
): z.input<typeof rejectedSchema> {
  const error = { code, message, remedy };
  const state = 'rejected' as const;
  return { id, object: 'model' as const, created: 0, owned_by: 'selfsame', state, error };
}

/** /v1/models: the models that there are, in OpenAI's list shape. */
export function modelEndpoints({ store, encoders, registry }: Services, desk: Desk): Endpoint[] {
  /** Every collection, and what is taken into use. */
  interface Uses {
    readonly all: readonly CollectionRecord[];
    readonly current: ActivationShape | null;
  }
  const uses = async (): Promise<Uses> => ({
    all: await store.listCollections(),
    current: await desk.underWay(),
  });

  /** What is told of a model, loaded or not. */
  function shape(
    bundle: Bundle,
    encoder: Encoder | null,
    { all, current }: Uses,
    isVerified: boolean,
  ): Shape {
    const digest = modelDigest(bundle.card);
    const isCurrent = current?.model === modelName(bundle.card);
    const activation = isCurrent ? current : null;
    const serving = encoder !== null && encoder === encoders.serving;
    const collections = all.filter((one) => modelOf(one) === digest).map(({ name }) => name);
    const unused = all.some(({ previous }) => previous === digest) ? 'previous' : 'available';
    const used = serving || collections.length > 0 ? 'active' : unused;
    const known = isVerified ? used : 'verifying';
    const state = activation === null ? known : 'activating';
    const error = encoder === null ? null : problemOf(bundle);
    return shapeOf(bundle, encoder, { state, activation, collections, error, serving });
  }

  /** What has become of the bundle of an encoder that is loaded. */
  function problemOf({ dir, card }: Bundle): Shape['error'] {
    const registered = registry.list().find((one) => one.dir === dir);
    const gone = registered === undefined ? new BundleGoneError(modelName(card), dir) : null;
    const error = registered?.error ?? gone;
    return error && toldError(error, 'start the server again');
  }

  /** What lies in the folders and is not loaded. */
  function others(used: Uses): (Shape | z.input<typeof rejectedSchema>)[] {
    const dirs = new Set(encoders.loaded.map(({ bundle }) => bundle.dir));
    const digests = new Set(encoders.loaded.map(({ digest }) => digest));
    return registry
      .list()
      .flatMap(({ dir, name, bundle, state, error }): ReturnType<typeof others> => {
        if (dirs.has(dir)) return [];
        if (error !== null) return [rejectedShape(name, error)];
        if (bundle === null || digests.has(modelDigest(bundle.card))) return [];
        return [shape(bundle, null, used, state === 'available')];
      });
  }

  return [
    endpoint({
      method: 'get',
      path: '/v1/models',
      operationId: 'listModels',
      tag: 'models',
      summary: 'The models that there are: loaded, available and rejected',
      description:
        'Those in the folders of models as well, as they come and go. Requests can name what is loaded: what has a device.',
      access: 'read',
      answers: {
        200: {
          description: 'a list, as in the API of OpenAI',
          json: z.strictObject({
            object: z.literal('list'),
            data: z.array(z.union([modelSchema, rejectedSchema])),
            folders: z
              .array(z.string())
              .optional()
              .describe('that the server looks for models in: told to admin keys alone'),
          }),
        },
      },
      errors: storeErrors,
      async handle({ level }) {
        const used = await uses();
        const loaded = encoders.loaded.map((one) => shape(one.bundle, one, used, true));
        const data = [...loaded, ...others(used)];
        const folders = level === 'admin' ? { folders: registry.folders } : {};
        return { status: 200, json: { object: 'list', data, ...folders } };
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/models/{model}',
      operationId: 'getModel',
      tag: 'models',
      summary: 'One model that is loaded',
      access: 'read',
      params: { model: modelParameter },
      answers: { 200: { description: 'as in the API of OpenAI', json: loadedSchema } },
      errors: [UnknownModelError, ...storeErrors],
      async handle({ params: { model } }) {
        const encoder = encoders.find(model);
        const told = shape(encoder.bundle, encoder, await uses(), true);
        const golden = encoder.bundle.card.golden[0]!;
        return { status: 200, json: { ...told, golden } };
      },
    }),
  ];
}
