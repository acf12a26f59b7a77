import type { Api, Json, Stoppable } from '../request/api.ts';
import { pause } from '../request/pause.ts';
import type { Activation, IndexJob, Job } from '../types.ts';

const one = '/v1/jobs/{job}';
const started = '/v1/collections/{collection}/jobs';

export interface JobCalls {
  /** Has a folder of the server's machine indexed. */
  start(
    collection: string,
    job: Readonly<Json<'post', typeof started>>,
    options?: Stoppable,
  ): Promise<IndexJob>;
  /** Those since the server started, newest last. */
  list(options?: Stoppable): Promise<Job[]>;
  get(id: string, options?: Stoppable): Promise<Job>;
  /** How far it has come, again and again, until it has come to an end or is paused. */
  follow(id: string, options?: Stoppable & { readonly everyMs?: number }): AsyncGenerator<Job>;
  /** Ends it; an activation is undone. */
  cancel(id: string, options?: Stoppable): Promise<Job>;
  pause(id: string, options?: Stoppable): Promise<Activation>;
  resume(id: string, options?: Stoppable): Promise<Activation>;
  /** What a comparison, or an activation before it began, found: a page of HTML. */
  comparison(id: string, options?: Stoppable): Promise<string>;
}

export function jobCalls(api: Api): JobCalls {
  const params = (job: string) => ({ params: { job } });
  const get: JobCalls['get'] = (id, { signal } = {}) =>
    api.json('get', one, { ...params(id), signal });
  return {
    get,
    start: (collection, json, { signal } = {}) =>
      api.json('post', started, { params: { collection }, json, signal }),
    async list({ signal } = {}) {
      return (await api.json('get', '/v1/jobs', { signal })).data;
    },
    async *follow(id, { signal, everyMs = 1000 } = {}) {
      for (;;) {
        const job = await get(id, { signal });
        yield job;
        if (['done', 'cancelled', 'failed', 'paused'].includes(job.state)) return;
        await pause(everyMs, signal);
      }
    },
    cancel: (id, { signal } = {}) => api.json('delete', one, { ...params(id), signal }),
    pause: (id, { signal } = {}) => api.json('post', `${one}/pause`, { ...params(id), signal }),
    resume: (id, { signal } = {}) => api.json('post', `${one}/resume`, { ...params(id), signal }),
    async comparison(id, { signal } = {}) {
      return (await api.bytes(`${one}/compare.html`, { ...params(id), signal })).text();
    },
  };
}
