import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { describeApi, type OpenApiDocument } from '../http/openapi/document.ts';
import type { Served } from '../http/openapi/operation.ts';

/** /openapi.json: the description of all endpoints, this one among them. */
export function openApiEndpoint(others: readonly Endpoint[], served: Served): Endpoint {
  let document: OpenApiDocument;
  const own = endpoint({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    tag: 'operations',
    summary: 'This description of the API: OpenAPI 3.1',
    access: 'open',
    answers: {
      200: {
        description: 'an OpenAPI document',
        json: z.looseObject({ openapi: z.string() }),
      },
    },
    handle: () => ({ status: 200, json: document as { openapi: string } }),
  });
  document = describeApi([...others, own], served);
  return own;
}
