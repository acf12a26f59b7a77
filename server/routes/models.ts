import { modelDigest } from '@selfsame/models';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { Services } from '../services.ts';
import { modelName } from './shapes.ts';

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
      background: z.tuple([count, count, count]).readonly().describe('RGB, 0 to 255'),
    }),
    evaluation: z.record(z.string(), z.unknown()).describe('figures from when it was published'),
    device: z.string().describe('where it runs'),
  })
  .meta({ id: 'Model' });

/** /v1/models: the served model, in OpenAI's list shape. */
export function modelEndpoints({ bundle, engine }: Services): Endpoint[] {
  const { card } = bundle;
  const { width, height, fit, background } = card.input;
  const served = () => ({
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
  });

  return [
    endpoint({
      method: 'get',
      path: '/v1/models',
      operationId: 'listModels',
      tag: 'models',
      summary: 'The served model',
      access: 'read',
      answers: {
        200: {
          description: 'a list, as in the API of OpenAI',
          json: z.strictObject({ object: z.literal('list'), data: z.array(modelSchema) }),
        },
      },
      handle() {
        const data = [served()];
        return { status: 200, json: { object: 'list', data } };
      },
    }),
  ];
}
