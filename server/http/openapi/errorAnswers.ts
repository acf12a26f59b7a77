import type { Answerable } from '../../errors/ApiError.ts';
import { CollectionNameError, IdInvalidError } from '../../errors/collections.ts';
import {
  anyErrors,
  bodyErrors,
  guardedErrors,
  jsonErrors,
  uploadErrors,
} from '../../errors/groups.ts';
import { JsonExpectedError } from '../../errors/request.ts';
import type { Endpoint } from '../endpoint.ts';
import type { JsonSchema } from './Components.ts';

/** Every error that an endpoint may answer with: its own and those of its kind. */
function errorsOf({ access, params = {}, body, errors = [] }: Endpoint): Answerable[] {
  return [
    ...anyErrors,
    ...(access === 'open' ? [] : guardedErrors),
    ...('collection' in params ? [CollectionNameError] : []),
    ...('id' in params ? [IdInvalidError] : []),
    ...(body ? [...bodyErrors, ...jsonErrors] : []),
    ...(body?.pictures ? uploadErrors : []),
    ...(body && !body.pictures ? [JsonExpectedError] : []),
    ...errors,
  ];
}

/** Response objects by status, each with the codes that it may carry. */
export function errorAnswers(endpoint: Endpoint): JsonSchema {
  const byStatus = Map.groupBy(new Set(errorsOf(endpoint)), ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, errors]) => {
      const codes = errors.map(({ code }) => code);
      const description = codes.map((code) => `\`${code}\``).join(', ');
      return [status, { description, content: { 'application/json': { schema: errorOf(codes) } } }];
    }),
  );
}

function errorOf(codes: readonly string[]): JsonSchema {
  return {
    allOf: [{ $ref: '#/components/schemas/ErrorAnswer' }],
    properties: { error: { properties: { code: { enum: codes } } } },
  };
}
