import { z } from 'zod';
import { longestPath, longestText, mostParts } from '../store/filter/parseFilter.ts';

const text = z.string().max(longestText);
const scalar = z.union([text, z.number(), z.boolean(), z.null()]);
const bound = z.union([text, z.number()]).optional();

const condition = z
  .strictObject({
    field: z.union([text, z.array(text).min(1).max(longestPath)]),
    eq: scalar.optional(),
    in: z
      .array(scalar)
      .max(mostParts - 1)
      .optional(),
    gt: bound,
    gte: bound,
    lt: bound,
    lte: bound,
    startsWith: text.optional(),
    exists: z.boolean().optional(),
  })
  .meta({ minProperties: 2 });

/** What the document says of filters; `parseFilter` is what checks them, and says more of what is wrong. */
export const filterSchema: z.ZodType = z
  .union([
    condition,
    z.strictObject({
      get and() {
        return z
          .array(filterSchema)
          .min(1)
          .max(mostParts - 1);
      },
    }),
    z.strictObject({
      get or() {
        return z
          .array(filterSchema)
          .min(1)
          .max(mostParts - 1);
      },
    }),
    z.strictObject({
      get not() {
        return filterSchema;
      },
    }),
  ])
  .meta({ id: 'Filter', type: 'object', description: 'which items, by their metadata' });
