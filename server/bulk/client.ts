import { callOf, type PassedOver } from '@selfsame/models';
import { CommandError } from '../errors/start.ts';

/** A job as the API shows it. */
export interface JobAnswer {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly found: number | null;
  readonly indexed: number;
  readonly known: number;
  readonly unreadable: number;
  readonly passedOver: PassedOver;
  readonly files: readonly { readonly path: string; readonly message: string }[];
  readonly error: string | null;
}

export interface Client {
  createCollection(name: string): Promise<void>;
  startJob(collection: string, folder: string, hidden: boolean): Promise<JobAnswer>;
  getJob(id: string): Promise<JobAnswer>;
  cancelJob(id: string): Promise<JobAnswer>;
}

/** The calls that indexing a folder takes. @throws {CommandError} with what the server says */
export function createClient(url: string, apiKey: string | undefined): Client {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(new URL(path, url), {
        method,
        headers: {
          ...(body && { 'Content-Type': 'application/json' }),
          ...(apiKey && { Authorization: `Bearer ${apiKey}` }),
        },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(60_000),
      });
    } catch (error) {
      const { cause, message } = error as Error;
      const reason = cause instanceof Error ? cause.message : message;
      throw new CommandError(
        `No server answers at ${url}: ${reason}`,
        `Start it: ${callOf('start').replace(/ --$/, '')}.`,
      );
    }
    const said = await bodyOf(answer, url);
    if (said.error) throw new CommandError(said.error.message, said.error.remedy);
    return said as T;
  }

  const at = (collection: string) => `/v1/collections/${encodeURIComponent(collection)}`;
  return {
    createCollection: (name) => call('PUT', at(name)),
    startJob: (collection, folder, hidden) =>
      call('POST', `${at(collection)}/jobs`, { folder, hidden }),
    getJob: (id) => call('GET', `/v1/jobs/${id}`),
    cancelJob: (id) => call('DELETE', `/v1/jobs/${id}`),
  };
}

interface Said {
  readonly error?: { readonly message: string; readonly remedy: string };
}

async function bodyOf(answer: Response, url: string): Promise<Said> {
  try {
    return (await answer.json()) as Said;
  } catch {
    const problem = `What answers at ${url} is no selfsame server: its answer is ${answer.status} and no JSON`;
    throw new CommandError(problem, 'Name the server with --url.');
  }
}
