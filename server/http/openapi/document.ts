import { z } from 'zod';
import { errorSchema } from '../../errors/errorBody.ts';
import { filterSchema } from '../../input/filterSchema.ts';
import type { Endpoint } from '../endpoint.ts';
import { Components, type JsonSchema } from './Components.ts';
import { operation, type Served, securityScheme } from './operation.ts';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = JsonSchema;

const errorAnswerSchema = z.strictObject({ error: errorSchema }).meta({ id: 'ErrorAnswer' });

/** Describes the endpoints, from the very schemas that check their requests. */
export function describeApi(endpoints: readonly Endpoint[], served: Served): OpenApiDocument {
  const components = new Components();
  components.output(errorAnswerSchema);
  components.input(filterSchema);
  const paths: Record<string, JsonSchema> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] ??= {};
    paths[endpoint.path]![endpoint.method] = operation(endpoint, components, served);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'selfsame',
      version: '1',
      summary: 'Embeddings of pictures, and search for those that look alike',
      description:
        'Every error has one shape: a message, a stable code and a remedy. Unknown options and keys are errors. Every answer carries `X-Request-Id`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        [securityScheme]: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, if the server has any: read, write (and read), or admin (all).',
        },
      },
    },
  };
}
