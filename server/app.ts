import express, { type Express } from 'express';
import { RouteNotFoundError } from './errors/request.ts';
import { answerErrors } from './http/answerError.ts';
import { answerTimeout } from './http/answerTimeout.ts';
import { crossSite } from './http/crossSite.ts';
import type { Endpoint } from './http/endpoint.ts';
import { hostGuard } from './http/hostGuard.ts';
import { mount } from './http/mount.ts';
import { requestLog } from './http/requestLog.ts';
import { collectionEndpoints } from './routes/collections.ts';
import { duplicateEndpoints } from './routes/duplicates.ts';
import { embeddingEndpoints } from './routes/embeddings.ts';
import { healthEndpoints } from './routes/health.ts';
import { itemListEndpoints } from './routes/itemLists.ts';
import { itemEndpoints } from './routes/items.ts';
import { jobEndpoints } from './routes/jobs.ts';
import { manyItemsEndpoints } from './routes/manyItems.ts';
import { metricsEndpoint } from './routes/metrics.ts';
import { modelEndpoints } from './routes/models.ts';
import { openApiEndpoint } from './routes/openapi.ts';
import { searchEndpoints } from './routes/search.ts';
import { snapshotEndpoints } from './routes/snapshots.ts';
import { guardAnswers, webRoutes } from './routes/web.ts';
import type { Services } from './services.ts';

/** Everything that the API offers. */
export function allEndpoints(services: Services): Endpoint[] {
  const endpoints = [
    ...embeddingEndpoints(services),
    ...searchEndpoints(services),
    ...duplicateEndpoints(services),
    ...itemEndpoints(services),
    ...itemListEndpoints(services),
    ...manyItemsEndpoints(services),
    ...collectionEndpoints(services),
    ...snapshotEndpoints(services),
    ...jobEndpoints(services),
    ...modelEndpoints(services),
    ...healthEndpoints(services),
    metricsEndpoint(services),
  ];
  const keysNeeded = services.apiKeys.length > 0;
  const mostPictures = services.limits.picturesPerRequest;
  return [...endpoints, openApiEndpoint(endpoints, { keysNeeded, mostPictures })];
}

/** The HTTP app over running services; it holds no state of its own. */
export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(services));
  app.use(guardAnswers);
  app.use(answerTimeout(services.limits.answerMs));
  app.use(hostGuard(services.hosts));
  app.use(crossSite(services.corsOrigins));
  mount(app, allEndpoints(services), services);
  webRoutes(app);
  app.use((req) => {
    throw new RouteNotFoundError(req.path);
  });
  app.use(answerErrors(services));
  return app;
}
