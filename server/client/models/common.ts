import { z } from 'zod';
import { usualUrl } from '../call.ts';

/** What every command has that asks a server. */
export const asking = {
  url: z.string().default(usualUrl),
  json: z.boolean().default(false),
};

export const askingUsage = `  --json         print nothing but the answer, as JSON
  --url          of the server (${usualUrl})

An API key with admin access is read from SELFSAME_API_KEY.`;

/** What both ways of changing the model have. */
export const following = {
  collections: z
    .string()
    .min(1)
    .transform((text) => text.split(',').map((name) => name.trim()))
    .refine((names) => !names.includes(''), 'has an empty name between its commas')
    .optional(),
  onMissing: z
    .enum(['refuse', 'drop-from-search'], "is neither 'refuse' nor 'drop-from-search'")
    .default('refuse'),
  noWait: z.boolean().default(false),
};

export const followingUsage = `  --collections  only these, with commas (all; then new collections have the model too)
  --on-missing   what becomes of items of which no embedding can be made: refuse, or
                 drop-from-search, which keeps them without finding them (refuse)
  --no-wait      begin, and leave it to the server`;
