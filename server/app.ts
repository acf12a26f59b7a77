import express, { type Express } from 'express';
import { RouteNotFoundError } from './errors/RouteNotFoundError.ts';
import { answerErrors } from './http/answerError.ts';
import { hostGuard } from './http/hostGuard.ts';
import { requestLog } from './http/requestLog.ts';
import { collectionRoutes } from './routes/collections.ts';
import { embeddingRoutes } from './routes/embeddings.ts';
import { healthRoutes } from './routes/health.ts';
import { itemRoutes } from './routes/items.ts';
import { modelRoutes } from './routes/models.ts';
import { searchRoutes } from './routes/search.ts';
import { webRoutes } from './routes/web.ts';
import type { Services } from './services.ts';

/** The HTTP app over running services; it holds no state of its own. */
export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(services.log));
  if (!services.anyHost) app.use(hostGuard);
  webRoutes(app);
  healthRoutes(app, services);
  modelRoutes(app, services);
  embeddingRoutes(app, services);
  collectionRoutes(app, services);
  itemRoutes(app, services);
  searchRoutes(app, services);
  app.use((req) => {
    throw new RouteNotFoundError(req.path);
  });
  app.use(answerErrors(services.log));
  return app;
}
