import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { RawJson } from '../http/json/written.ts';
import { describeApi } from '../http/openapi/document.ts';
import type { Served } from '../http/openapi/operation.ts';

/** /openapi.json: the description of all endpoints, this one among them. */
export function openApiEndpoint(others: readonly Endpoint[], served: Served): Endpoint {
  let text: RawJson;
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
    handle: () => ({ status: 200, json: text as never }),
  });
  text = new RawJson(JSON.stringify(describeApi([...others, own], served)));
  return own;
}
