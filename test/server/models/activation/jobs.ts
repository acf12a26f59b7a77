import { setTimeout as sleep } from 'node:timers/promises';
import type supertest from 'supertest';

type Http = ReturnType<typeof supertest>;

/** What tests look at of a job. */
export interface ActivationJob {
  readonly id: string;
  readonly state: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly untouched: readonly string[];
  readonly unmade: { readonly count: number };
  readonly verdict: {
    readonly passes: boolean;
    readonly forced: boolean;
    readonly reasons: readonly string[];
    readonly report: string;
  } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** A job as the API shows it, once it is what is waited for; the test's own time limit ends it. */
export async function jobWhen(
  http: Http,
  id: string,
  isIt: (job: ActivationJob) => boolean,
): Promise<ActivationJob> {
  for (;;) {
    const { body } = await http.get(`/v1/jobs/${id}`).expect(200);
    if (isIt(body)) return body;
    await sleep(20);
  }
}

export const ended = (http: Http, id: string) =>
  jobWhen(http, id, ({ state }) => state !== 'running');

/** Activates a model and waits for the end. */
export async function activated(http: Http, model: string, asked: object = {}) {
  const { body } = await http.post(`/v1/models/${model}/activate`).send(asked).expect(202);
  return ended(http, body.id);
}

/** The state of each model, by name. */
export async function statesOf(http: Http): Promise<Record<string, string>> {
  const { body } = await http.get('/v1/models').expect(200);
  return Object.fromEntries(
    body.data.map(({ id, state }: { id: string; state: string }) => [id, state]),
  );
}
