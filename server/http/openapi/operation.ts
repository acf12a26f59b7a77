import { onlyIfNewHeader } from '../../input/onlyIfNew.ts';
import type { Access, Endpoint } from '../endpoint.ts';
import type { Components, JsonSchema } from './Components.ts';
import { errorAnswers } from './errorAnswers.ts';
import { requestBody } from './requestBody.ts';

/** What the document says of this server beside its endpoints. */
export interface Served {
  readonly keysNeeded: boolean;
  /** In one request. */
  readonly mostPictures: number;
}

/** How the document names the API key. */
export const securityScheme = 'apiKey';

/** One endpoint as an operation object. */
export function operation(
  endpoint: Endpoint,
  components: Components,
  { keysNeeded, mostPictures }: Served,
): JsonSchema {
  const { operationId, tag, summary, description, access, body, query } = endpoint;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description && { description }),
    'x-access': access,
    security: security(access, keysNeeded),
    parameters: [
      ...pathParameters(endpoint, components),
      ...queryParameters(endpoint, components),
      ...(endpoint.onlyIfNew ? [{ ...onlyIfNewHeader, in: 'header', required: false }] : []),
    ],
    ...(body && { requestBody: requestBody(body, query, components, mostPictures) }),
    responses: { ...answers(endpoint, components), ...errorAnswers(endpoint) },
  };
}

/** OpenAPI 3.1 takes the level as a role; an empty requirement is one that all meet. */
function security(access: Access, keysNeeded: boolean): JsonSchema[] {
  const anyone = access === 'open' || !keysNeeded ? [{}] : [];
  return [...anyone, ...(access === 'open' ? [] : [{ [securityScheme]: [access] }])];
}

function pathParameters({ params = {} }: Endpoint, components: Components): JsonSchema[] {
  return Object.entries(params).map(([name, { schema }]) =>
    parameter(name, 'path', true, components.input(schema)),
  );
}

function queryParameters({ query }: Endpoint, components: Components): JsonSchema[] {
  if (query === undefined) return [];
  const { properties, required = [] } = components.input(query) as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) =>
    parameter(name, 'query', required.includes(name), schema),
  );
}

function parameter(
  name: string,
  where: 'path' | 'query',
  required: boolean,
  { description, ...schema }: JsonSchema,
): JsonSchema {
  const told = { name, in: where, required, ...(description !== undefined && { description }) };
  const { contentMediaType: type, contentSchema } = schema;
  // A parameter that is JSON in a string (OpenAPI 3.1, section 4.8.12.2).
  if (typeof type === 'string') return { ...told, content: { [type]: { schema: contentSchema } } };
  return { ...told, schema };
}

function answers({ answers }: Endpoint, components: Components): JsonSchema {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      {
        description: answer.description,
        ...('json' in answer && {
          content: { 'application/json': { schema: components.output(answer.json) } },
        }),
        ...('type' in answer && { content: { [answer.type]: {} } }),
      },
    ]),
  );
}
