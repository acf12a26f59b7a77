import { modelDigest } from '@selfsame/models';
import type { Router } from 'express';
import { NotReadyError } from '../errors/NotReadyError.ts';
import { route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { collectionShape, modelName } from './shapes.ts';

/** /healthz: the process answers. /readyz: a picture is embedded and the index is read. */
export function healthRoutes(router: Router, services: Services): void {
  const { store, bundle, engine, selfTest } = services;
  const model = modelDigest(bundle.card);

  route(router, '/healthz', {
    get: [
      (_req, res) => {
        res.json({ status: 'ok' });
      },
    ],
  });

  route(router, '/readyz', {
    get: [
      async (_req, res) => {
        try {
          await selfTest();
          const collections = await store.listCollections();
          const ofOthers = collections
            .map((collection) => collectionShape(collection, model).of_other_models)
            .reduce((sum, count) => sum + count, 0);
          res.json({
            status: 'ready',
            model: modelName(bundle.card),
            device: engine.device,
            collections: collections.length,
            items: collections.reduce((sum, { items }) => sum + items, 0),
            of_other_models: ofOthers,
          });
        } catch (error) {
          throw new NotReadyError((error as Error).message);
        }
      },
    ],
  });
}
