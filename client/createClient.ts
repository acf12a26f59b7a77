import { collectionCalls } from './calls/collections.ts';
import { embedCalls } from './calls/embed.ts';
import { itemCalls } from './calls/items.ts';
import { jobCalls } from './calls/jobs.ts';
import { modelCalls } from './calls/models.ts';
import { searchCalls } from './calls/search.ts';
import { type ClientOptions, settingsOf } from './options.ts';
import { createApi } from './request/api.ts';

/**
 * Calls of one server. They throw a `ClientError`, or the reason of the `signal` that they are given.
 * @throws {ClientError} `client_option_invalid`
 */
export function createClient(options: ClientOptions = {}) {
  const api = createApi(settingsOf(options));
  return {
    /** Where the server is; it ends with a slash. */
    url: api.settings.url,
    ...embedCalls(api),
    ...searchCalls(api),
    items: itemCalls(api),
    collections: collectionCalls(api),
    jobs: jobCalls(api),
    models: modelCalls(api),
    /** What serves, and how much there is; whether it can is asked once. */
    ready: ({ signal }: { readonly signal?: AbortSignal } = {}) =>
      api.json('get', '/readyz', { patient: false, signal }),
  };
}

export type Client = ReturnType<typeof createClient>;
