import { z } from 'zod';
import { FilterInvalidError } from '../errors/collections.ts';
import type { Filter } from '../store/filter/filter.ts';
import { parseFilter } from '../store/filter/parseFilter.ts';
import { jsonText } from './options.ts';

const description =
  'which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, ' +
  'exists; and, or, not';
const schema = { $ref: '#/components/schemas/Filter' };
const example = {
  and: [
    { field: 'kind', in: ['plant', 'tile'] },
    { field: 'year', gte: 1990 },
  ],
};

/** A filter in a JSON body. Anything passes here; `parseFilter` refuses what is none. */
export const filterField = z
  .unknown()
  .optional()
  .meta({ ...schema, description, examples: [example] });

/** A filter as an option: JSON in a string. */
export const filterOption = z.string().meta({
  description: `${description}; as JSON text`,
  examples: [JSON.stringify(example)],
  ...jsonText(schema),
});

export const filterOf = (value: unknown): Filter | undefined =>
  value === undefined ? undefined : parseFilter(value);

export const filterOfOption = (text: string | undefined): Filter | undefined =>
  text === undefined ? undefined : filterOfText(text);

export function filterOfText(text: string): Filter {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FilterInvalidError('filter', `is not JSON: ${(error as Error).message}`);
  }
  return parseFilter(value);
}
