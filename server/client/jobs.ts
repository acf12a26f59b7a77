import { type PassedOver, SelfsameError } from '@selfsame/models';
import type { Change, JobRequest, JobState, SkippedFile } from '../bulk/job.ts';
import type { Call, Told } from './call.ts';

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

export interface JobCalls {
  createCollection(name: string): Promise<void>;
  startJob(collection: string, job: JobBody): Promise<JobAnswer>;
  getJob(id: string): Promise<JobAnswer>;
  cancelJob(id: string): Promise<JobAnswer>;
}

/** The calls that indexing a folder takes, of a server. */
export function jobsOf(call: Call): JobCalls {
  const at = (collection: string) => `/v1/collections/${encodeURIComponent(collection)}`;
  return {
    createCollection: (name) => call('PUT', at(name)),
    startJob: (collection, job) => call('POST', `${at(collection)}/jobs`, job),
    getJob: (id) => call('GET', `/v1/jobs/${id}`),
    cancelJob: (id) => call('DELETE', `/v1/jobs/${id}`),
  };
}

/** Why a job failed. */
export const failureOf = ({ error }: JobAnswer): SelfsameError =>
  new SelfsameError(error!.code, error!.message, error!.remedy);
