import type { Endpoint } from '../http/endpoint.ts';
import { openDesk } from '../jobs/openDesk.ts';
import type { Services } from '../services.ts';
import { activationEndpoints } from './activation.ts';
import { collectionEndpoints } from './collections.ts';
import { duplicateEndpoints } from './duplicates.ts';
import { embeddingEndpoints } from './embeddings.ts';
import { graphEndpoints } from './graphs.ts';
import { healthEndpoints } from './health.ts';
import { itemListEndpoints } from './itemLists.ts';
import { itemEndpoints } from './items.ts';
import { jobEndpoints } from './jobs.ts';
import { manyItemsEndpoints } from './manyItems.ts';
import { mapEndpoints } from './maps.ts';
import { metricsEndpoint } from './metrics.ts';
import { modelEndpoints } from './models.ts';
import { openApiEndpoint } from './openapi.ts';
import { searchEndpoints } from './search.ts';
import { snapshotEndpoints } from './snapshots.ts';

/** Everything that the API offers. */
export function allEndpoints(services: Services): Endpoint[] {
  const desk = openDesk(services);
  const endpoints = [
    ...embeddingEndpoints(services),
    ...searchEndpoints(services),
    ...duplicateEndpoints(services),
    ...mapEndpoints(services, desk),
    ...itemEndpoints(services),
    ...itemListEndpoints(services),
    ...manyItemsEndpoints(services),
    ...collectionEndpoints(services),
    ...snapshotEndpoints(services),
    ...jobEndpoints(services, desk),
    ...modelEndpoints(services, desk),
    ...graphEndpoints(services),
    ...activationEndpoints(services, desk),
    ...healthEndpoints(services),
    metricsEndpoint(services, desk),
  ];
  const keysNeeded = services.apiKeys.length > 0;
  const mostPictures = services.limits.picturesPerRequest;
  return [...endpoints, openApiEndpoint(endpoints, { keysNeeded, mostPictures })];
}
