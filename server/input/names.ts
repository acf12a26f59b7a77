import { z } from 'zod';
import { CollectionNameError, IdInvalidError } from '../errors/collections.ts';
import { limits } from '../limits.ts';
import type { PathParameter } from './contract.ts';

export const collectionParameter: PathParameter = {
  schema: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
    .meta({ description: 'name of a collection', examples: ['default'] }),
  refuse: (name) => new CollectionNameError(name),
};

/** For the document: no control characters. */
export const idPattern = '^[^\\u0000-\\u001f\\u007f-\\u009f]+$';

export const idParameter: PathParameter = {
  schema: z
    .string()
    .min(1, 'is empty')
    .refine((id) => [...id].length <= limits.idLength, 'has too many characters')
    // Clients resolve "." and ".." as steps in a path and never ask for the item.
    .refine((id) => id !== '.' && id !== '..', 'cannot be addressed')
    .refine((id) => !/\p{Cc}/u.test(id), 'has control characters')
    .refine((id) => id.isWellFormed(), 'is not well-formed Unicode')
    .meta({
      description: `the item's id, of at most ${limits.idLength} characters`,
      maxLength: limits.idLength,
      pattern: idPattern,
      not: { enum: ['.', '..'] },
      examples: ['holiday.jpg'],
    }),
  refuse: (_id, problem) => new IdInvalidError(problem),
};
