import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { CollectionNameError } from '../errors/CollectionNameError.ts';
import { IdInvalidError } from '../errors/IdInvalidError.ts';
import type { PathParameter } from '../http/endpoint.ts';

export const collectionParameter: PathParameter = {
  schema: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
    .meta({ description: 'name of a collection', examples: ['default'] }),
  refuse: (name) => new CollectionNameError(name),
};

export const idParameter: PathParameter = {
  schema: z
    .string()
    .min(1, 'is empty')
    .refine((id) => Buffer.byteLength(id) <= limits.idBytes, 'takes too many bytes')
    // Clients resolve "." and ".." as steps in a path and never ask for the item.
    .regex(/^(?!\.{1,2}$)/, 'cannot be addressed')
    .regex(/^\P{Cc}*$/u, 'has control characters')
    .refine((id) => id.isWellFormed(), 'is not well-formed Unicode')
    .meta({
      description: `the item's id, of at most ${limits.idBytes} bytes in UTF-8`,
      maxLength: limits.idBytes,
      examples: ['holiday.jpg'],
    }),
  refuse: (_id, problem) => new IdInvalidError(problem),
};
