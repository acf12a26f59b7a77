import { type PassedOver, SelfsameError } from '@selfsame/models';
import { ApiKeyInvalidError, ApiKeyMissingError } from '../errors/request.ts';
import { CommandError, NoServerError } from '../errors/start.ts';
import type { Change, JobRequest, JobState, SkippedFile } from './job.ts';

/** A job as the API shows it. */
export interface JobAnswer {
  readonly id: string;
  readonly state: JobState;
  readonly passes: number;
  readonly found: number | null;
  readonly indexed: number;
  readonly changed: number;
  readonly copied: number;
  readonly moved: number;
  readonly known: number;
  readonly unreadable: number;
  readonly gone: number;
  readonly pruned: number;
  readonly metadataFiles: number;
  readonly unmatched: { readonly count: number; readonly paths: readonly string[] };
  readonly passedOver: PassedOver;
  readonly files: readonly SkippedFile[];
  readonly changes: readonly Change[];
  readonly error: Told | null;
}

export type JobBody = Omit<JobRequest, 'collection'>;

export interface Client {
  createCollection(name: string): Promise<void>;
  startJob(collection: string, job: JobBody): Promise<JobAnswer>;
  getJob(id: string): Promise<JobAnswer>;
  cancelJob(id: string): Promise<JobAnswer>;
}

/** The calls that indexing a folder takes. @throws {SelfsameError} that the server tells, or that there is none */
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
      throw new NoServerError(url, reason);
    }
    const said = await bodyOf(answer, url);
    // A job that has failed tells its error in an answer that is none.
    if (!answer.ok && said.error) throw asTold(said.error);
    return said as T;
  }

  const at = (collection: string) => `/v1/collections/${encodeURIComponent(collection)}`;
  return {
    createCollection: (name) => call('PUT', at(name)),
    startJob: (collection, job) => call('POST', `${at(collection)}/jobs`, job),
    getJob: (id) => call('GET', `/v1/jobs/${id}`),
    cancelJob: (id) => call('DELETE', `/v1/jobs/${id}`),
  };
}

/** An error as the API tells it. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

interface Said {
  readonly error?: Told;
}

/** Why a job failed. */
export const failureOf = ({ error }: JobAnswer): SelfsameError =>
  new SelfsameError(error!.code, error!.message, error!.remedy);

/** The server's error; what is to be done about a key is another thing here than in a request. */
function asTold({ code, message, remedy }: Told): SelfsameError {
  const isOfKey = [ApiKeyMissingError, ApiKeyInvalidError].some((known) => known.code === code);
  return new SelfsameError(
    code,
    message,
    isOfKey ? 'Name one of its keys with admin access in SELFSAME_API_KEY.' : remedy,
  );
}

async function bodyOf(answer: Response, url: string): Promise<Said> {
  try {
    return (await answer.json()) as Said;
  } catch {
    const problem = `What answers at ${url} is no selfsame server: its answer is ${answer.status} and no JSON`;
    throw new CommandError(problem, 'Name the server with --url.');
  }
}
