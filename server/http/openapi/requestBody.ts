import { pictureFormats } from '@selfsame/models';
import type { z } from 'zod';
import type { Body } from '../../input/contract.ts';
import type { Components, JsonSchema } from './Components.ts';

const file = { type: 'string', format: 'binary' };

/** Every form in which an endpoint takes its body. */
export function requestBody(
  { pictures, json, optional }: Body,
  query: z.ZodObject | undefined,
  components: Components,
  mostPictures: number,
): JsonSchema {
  const asJson = { 'application/json': { schema: components.input(json) } };
  if (pictures === undefined) return { required: optional !== true, content: asJson };
  const raw = Object.fromEntries(
    pictureFormats.map((name) => [`image/${name}`, { schema: { ...file, minLength: 1 } }]),
  );
  const { properties = {} } = query ? components.input(query) : {};
  const options = Object.entries(properties as Record<string, JsonSchema>).filter(
    ([, { contentSchema }]) => !mayBeList(contentSchema as JsonSchema | undefined),
  );
  // Of an option that is JSON in a string, the document says what is in it.
  const fields = options.map(([name, { contentSchema, ...option }]) => [
    name,
    contentSchema ?? option,
  ]);
  const encoding = options
    .filter(([, { contentSchema }]) => contentSchema !== undefined)
    .map(([name]) => [name, { contentType: 'application/json' }]);
  const many = { minItems: 1, maxItems: mostPictures };
  const image = pictures === 'one' ? file : { type: 'array', items: file, ...many };
  const form = {
    type: 'object',
    description:
      'Text fields are options, as in the query; lists go there. Files are taken under any name.',
    properties: { image, ...Object.fromEntries(fields) },
    required: ['image'],
    additionalProperties: false,
  };
  return {
    required: true,
    description:
      'A picture is known by its content, whatever its media type says. Options in the body win over those of the query.',
    content: {
      ...raw,
      'multipart/form-data': { schema: form, encoding: Object.fromEntries(encoding) },
      ...asJson,
    },
  };
}

/** OpenAPI has a part of a form for each element of a list, and the server the list in one part. */
const mayBeList = (schema: JsonSchema = {}) => [schema.type].flat().includes('array');
