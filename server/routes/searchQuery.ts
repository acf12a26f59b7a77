import { z } from 'zod';
import { base64Schema, idField, listOf, modelField, oneOf, vectorField } from '../input/fields.ts';
import { filterField, filterOf, filterOfOption, filterOption } from '../input/filterOption.ts';
import { numberOption } from '../input/options.ts';
import { limits } from '../limits.ts';
import type { SearchQuery } from '../store/contract/search.ts';
import { metadataSchema } from './shapes.ts';

const included = z.enum(['metadata', 'vector']);
const described = {
  k: 'how many items to find',
  minScore: 'the least cosine of a result',
  exact: 'compare every vector, however long it takes',
  ef: 'search a large collection by its index, with so many candidates; more find more, slower',
  include: 'what results carry beside id and score',
};
const k = { least: 1, most: limits.searchResults };
const ef = { least: 1, most: limits.searchBreadth };

/** Options beside a picture: all of them text. */
export const searchOptions = z.strictObject({
  k: numberOption(z.number().int().min(k.least).max(k.most).default(10).describe(described.k)),
  model: modelField,
  filter: filterOption.optional(),
  minScore: numberOption(z.number().min(-1).max(1).optional().describe(described.minScore)),
  exact: z.enum(['true', 'false']).optional().describe(described.exact),
  ef: numberOption(z.number().int().min(ef.least).max(ef.most).optional().describe(described.ef)),
  include: z
    .enum(['metadata', 'vector', 'metadata,vector', 'vector,metadata'])
    .optional()
    .describe(described.include),
});

export const searchJson = z
  .strictObject({
    image: base64Schema.optional(),
    vector: vectorField,
    id: idField.optional(),
    text: z
      .string()
      .min(1)
      .max(limits.textLength)
      .regex(/\S/, 'has no words')
      .optional()
      .describe('words for what is to be seen, of a model with text: true'),
    k: z.number().int().min(k.least).max(k.most).optional().describe(described.k),
    model: modelField,
    filter: filterField,
    minScore: z.number().min(-1).max(1).optional().describe(described.minScore),
    exact: z.boolean().optional().describe(described.exact),
    ef: z.number().int().min(ef.least).max(ef.most).optional().describe(described.ef),
    include: listOf(included, 0, included.options.length).optional().describe(described.include),
  })
  .meta(oneOf('image', 'vector', 'id', 'text'));
export type SearchJson = z.output<typeof searchJson>;

export const searchAnswer = z
  .strictObject({
    model: z.string().describe('name/version; only its vectors are compared'),
    collection: z.string(),
    exact: z.boolean().describe('whether every comparable vector was compared'),
    considered: z
      .number()
      .int()
      .min(0)
      .describe(
        'how many vectors are comparable; with a filter those that pass, of which an approximate search counts what it came across',
      ),
    complete: z.boolean().describe('false if a filter left fewer within reach than may be there'),
    results: z
      .array(
        z.strictObject({
          id: z.string(),
          score: z.number().describe('cosine similarity, -1 to 1'),
          metadata: metadataSchema.optional(),
          vector: z.array(z.number()).optional(),
        }),
      )
      .describe('best first'),
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswerJson = z.input<typeof searchAnswer>;

/** What both forms of the options come to. */
export interface Wanted extends Pick<SearchQuery, 'k' | 'filter' | 'minScore' | 'exact' | 'ef'> {
  readonly include: readonly ('metadata' | 'vector')[];
}

const asTold = ['metadata'] as const;

/** The options of a request; a JSON body's come before the query's. */
export function wantedOf(query: z.output<typeof searchOptions>, json?: SearchJson): Wanted {
  const { exact, include, filter } = query;
  const outside = {
    ...query,
    exact: exact === 'true',
    filter: filterOfOption(filter),
    include: include === undefined ? asTold : (include.split(',') as Wanted['include']),
  };
  if (json === undefined) return outside;
  return {
    k: json.k ?? outside.k,
    minScore: json.minScore ?? outside.minScore,
    ef: json.ef ?? outside.ef,
    exact: json.exact ?? outside.exact,
    filter: filterOf(json.filter) ?? outside.filter,
    include: json.include ?? outside.include,
  };
}
