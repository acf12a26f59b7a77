import { modelDigest } from '@selfsame/models';
import type { Router } from 'express';
import { route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { modelName } from './shapes.ts';

/** /v1/models: the served model, in OpenAI's list shape. */
export function modelRoutes(router: Router, { bundle, engine }: Services): void {
  const { card } = bundle;
  route(router, '/v1/models', {
    get: [
      (_req, res) => {
        const { width, height, fit, background } = card.input;
        const served = {
          id: modelName(card),
          object: 'model',
          created: Math.floor(Date.parse(card.created) / 1000),
          owned_by: 'selfsame',
          digest: modelDigest(card),
          encoder: card.encoder,
          parameters: card.parameters,
          dimensions: card.dimensions,
          input: { width, height, fit, background },
          evaluation: card.evaluation,
          device: engine.device,
        };
        res.json({ object: 'list', data: [served] });
      },
    ],
  });
}
