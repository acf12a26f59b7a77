import { modelDigest, modelName } from '@selfsame/models';
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
    device: z.string().describe('where it runs'),
    pictures_per_second: count.describe('of the encoder alone, when it was warmed up'),
    serving: z.boolean().describe('whether it is the one of requests that name none'),
  })
  .meta({ id: 'Model' });

const shapeOf = ({ bundle: { card }, engine }: Encoder, serving: boolean) => {
  const { width, height, fit, background } = card.input;
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
    device: engine.device,
    pictures_per_second: Math.round(engine.picturesPerSecond ?? 0),
    serving,
  };
};

/** /v1/models: the loaded models, in OpenAI's list shape. */
export function modelEndpoints({ encoders }: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/models',
      operationId: 'listModels',
      tag: 'models',
      summary: 'The models that are loaded',
      access: 'read',
      answers: {
        200: {
          description: 'a list, as in the API of OpenAI',
          json: z.strictObject({ object: z.literal('list'), data: z.array(modelSchema) }),
        },
      },
      handle() {
        const data = encoders.loaded.map((one) => shapeOf(one, one === encoders.serving));
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
        const found = encoders.find(model);
        return { status: 200, json: shapeOf(found, found === encoders.serving) };
      },
    }),
  ];
}
