import { modelDigest } from '@selfsame/models';
import type { Router } from 'express';
import { route } from '../http/route.ts';
import { checkCollection } from '../input/names.ts';
import type { Services } from '../services.ts';
import { collectionShape } from './shapes.ts';

/** /v1/collections: list, create, describe and delete. */
export function collectionRoutes(router: Router, { store, bundle }: Services): void {
  const model = modelDigest(bundle.card);

  route(router, '/v1/collections', {
    get: [
      async (_req, res) => {
        const collections = await store.listCollections();
        const data = collections.map((collection) => collectionShape(collection, model));
        res.json({ object: 'list', data });
      },
    ],
  });

  route(router, '/v1/collections/:collection', {
    get: [
      async (req, res) => {
        const name = checkCollection(req.params.collection as string);
        res.json(collectionShape(await store.getCollection(name), model));
      },
    ],
    put: [
      async (req, res) => {
        const name = checkCollection(req.params.collection as string);
        const { created, collection } = await store.putCollection(name);
        res.status(created ? 201 : 200).json(collectionShape(collection, model));
      },
    ],
    delete: [
      async (req, res) => {
        const name = checkCollection(req.params.collection as string);
        await store.deleteCollection(name);
        res.json({ object: 'collection', name, deleted: true });
      },
    ],
  });
}
