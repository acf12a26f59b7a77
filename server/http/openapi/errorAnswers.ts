import { anyCodes, bodyCodes, guardedCodes, jsonCodes, uploadCodes } from '../../errors/codes.ts';
import { statusOf } from '../../errors/errorBody.ts';
import type { Endpoint } from '../endpoint.ts';
import type { JsonSchema } from './Components.ts';

/** Every code that an endpoint may answer with: its own and those of its kind. */
export function codesOf({ access, params = {}, body, errors = [] }: Endpoint): string[] {
  return [
    ...anyCodes,
    ...(access === 'open' ? [] : guardedCodes),
    ...('collection' in params ? ['collection_name_invalid'] : []),
    ...('id' in params ? ['id_invalid'] : []),
    ...(body ? [...bodyCodes, ...jsonCodes] : []),
    ...(body?.pictures ? uploadCodes : []),
    ...(body && !body.pictures ? ['json_expected'] : []),
    ...errors,
  ];
}

/** Response objects by status, each with the codes that it may carry. */
export function errorAnswers(endpoint: Endpoint): JsonSchema {
  const byStatus = Map.groupBy(new Set(codesOf(endpoint)), statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        content: { 'application/json': { schema: errorOf(codes) } },
      },
    ]),
  );
}

function errorOf(codes: readonly string[]): JsonSchema {
  return {
    allOf: [{ $ref: '#/components/schemas/ErrorAnswer' }],
    properties: { error: { properties: { code: { enum: codes } } } },
  };
}
