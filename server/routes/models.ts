import { type ModelCard, modelDigest, modelName, type SelfsameError } from '@selfsame/models';
import { z } from 'zod';
import type { Encoder } from '../embed/Encoders.ts';
import { UnknownModelError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { PathParameter } from '../input/contract.ts';
import type { Services } from '../services.ts';

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
    }),
    evaluation: z.record(z.string(), z.unknown()).describe('figures from when it was published'),
    state: z
      .enum(['active', 'available', 'verifying', 'rejected'])
      .describe(
        'loaded, so that requests can name it; could be loaded; being verified; of no use, for the reason in error',
      ),
    device: z.string().nullable().describe('where it runs; null of one that is not loaded'),
    pictures_per_second: count
      .nullable()
      .describe('of the encoder alone, when it was warmed up; null of one that is not loaded'),
    serving: z.boolean().describe('whether it is the one of requests that name none'),
  })
  .meta({ id: 'Model' });

const rejectedSchema = z
  .strictObject({
    id: z.string().describe('name/version'),
    object: z.literal('model'),
    created: count,
    owned_by: z.string(),
    state: z.literal('rejected'),
    error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }),
  })
  .meta({ id: 'RejectedModel', description: 'a bundle that is of no use, and why' });

type Shape = z.input<typeof modelSchema>;

function shapeOf(
  card: ModelCard,
  state: Shape['state'],
  encoder: Encoder | null,
  serving: boolean,
): Shape {
  const { width, height, fit, background } = card.input;
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
    input: { width, height, fit, background },
    evaluation: card.evaluation,
    state,
    device: encoder?.engine.device ?? null,
    pictures_per_second: speed,
    serving,
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
export function modelEndpoints({ encoders, registry }: Services): Endpoint[] {
  const loaded = (encoder: Encoder) =>
    shapeOf(encoder.bundle.card, 'active', encoder, encoder === encoders.serving);

  /** What lies in the folders and is not loaded. */
  function others(): (Shape | z.input<typeof rejectedSchema>)[] {
    const digests = new Set(encoders.loaded.map(({ digest }) => digest));
    return registry.list().flatMap(({ name, bundle, state, error }): ReturnType<typeof others> => {
      if (error !== null) return [rejectedShape(name, error)];
      if (bundle === null || digests.has(modelDigest(bundle.card))) return [];
      return [shapeOf(bundle.card, state, null, false)];
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
        'Those in the folders of models as well, as they come and go. Requests can name what is loaded: the state active.',
      access: 'read',
      answers: {
        200: {
          description: 'a list, as in the API of OpenAI',
          json: z.strictObject({
            object: z.literal('list'),
            data: z.array(z.union([modelSchema, rejectedSchema])),
          }),
        },
      },
      handle() {
        const data = [...encoders.loaded.map(loaded), ...others()];
        return { status: 200, json: { object: 'list', data } };
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
      answers: { 200: { description: 'as in the API of OpenAI', json: modelSchema } },
      errors: [UnknownModelError],
      handle({ params: { model } }) {
        return { status: 200, json: loaded(encoders.find(model)) };
      },
    }),
  ];
}
