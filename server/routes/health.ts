import { modelName } from '@selfsame/models';
import { z } from 'zod';
import { DataCorruptError, StoreUnavailableError } from '../errors/collections.ts';
import { ModelMissingError, NotReadyError } from '../errors/service.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { Services } from '../services.ts';
import { collectionShape } from './shapes.ts';

const tag = 'operations';
const count = z.number().int().min(0);
const readySchema = z.strictObject({
  status: z.literal('ready'),
  model: z.string(),
  device: z.string(),
  collections: count.optional().describe('told where there are no API keys, as all counts'),
  items: count.optional(),
  of_other_models: count
    .optional()
    .describe('vectors that other models made; kept and not searched'),
  pictures: z
    .string()
    .optional()
    .describe('why kept pictures can be neither read nor written just now; all else goes on'),
});

/** Errors that say by their code why it is not ready. */
const telling = [DataCorruptError, ModelMissingError, StoreUnavailableError];

/** /healthz: the process answers. /readyz: a picture is embedded and the index is read. */
export function healthEndpoints({
  store,
  encoders,
  models,
  replica,
  stopping,
  apiKeys,
}: Services): Endpoint[] {
  async function readiness(): Promise<z.input<typeof readySchema>> {
    const { selfTest, bundle, engine } = encoders.serving;
    await selfTest();
    const collections = await store.listCollections();
    // Each has its encoder, or the first that has none is told.
    for (const record of collections) models.ofRecord(record);
    const ofOthers = collections.map((record) => collectionShape(record, models).of_other_models);
    const lost = store.picturesLost();
    const ready = {
      status: 'ready' as const,
      model: modelName(bundle.card),
      device: engine.device,
      ...(lost !== null && { pictures: lost.message }),
    };
    // This is open to all; what there is, is for those with a key.
    if (apiKeys.length > 0) return ready;
    return {
      ...ready,
      collections: collections.length,
      items: collections.reduce((sum, { items }) => sum + items, 0),
      of_other_models: ofOthers.reduce((sum, count) => sum + count, 0),
    };
  }

  return [
    endpoint({
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      tag,
      summary: 'Liveness: the process answers',
      access: 'open',
      answers: {
        200: { description: 'alive', json: z.strictObject({ status: z.literal('ok') }) },
      },
      handle: () => ({ status: 200, json: { status: 'ok' } }),
    }),

    endpoint({
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      tag,
      summary: 'Readiness: a golden picture has just been embedded rightly and the index read',
      access: 'open',
      answers: { 200: { description: 'ready', json: readySchema } },
      errors: [NotReadyError, ModelMissingError, DataCorruptError, StoreUnavailableError],
      async handle() {
        if (stopping.aborted) throw new NotReadyError('it is stopping.');
        const problem = store.damage() ?? replica?.problem();
        if (problem) throw problem;
        try {
          return { status: 200, json: await readiness() };
        } catch (error) {
          if (telling.some((known) => known.is(error))) throw error;
          throw new NotReadyError((error as Error).message);
        }
      },
    }),
  ];
}
