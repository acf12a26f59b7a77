import { z } from 'zod';
import type { Activations } from '../models/activation/Activations.ts';
import { type ActivationShape, activationJobSchema } from './activationJob.ts';
import { indexJobSchema } from './indexJob.ts';
import { comparisonJobSchema, mapJobSchema } from './taskJobs.ts';

/** A job of any kind, as the API shows it. */
export const anyJob = z.union([
  indexJobSchema,
  activationJobSchema,
  mapJobSchema,
  comparisonJobSchema,
]);
export type JobShape = z.input<typeof anyJob>;

export type ActivateAsked = Parameters<Activations['activate']>[1];
export type RollbackAsked = Parameters<Activations['rollback']>[1];

/** What the endpoints know of jobs, wherever they are worked on. */
export interface Desk {
  /** Newest last. */
  list(): Promise<JobShape[]>;
  /** @throws {UnknownJobError} as do all that name one */
  find(id: string): Promise<JobShape>;
  /** Ends a job. */
  cancel(id: string): Promise<JobShape>;
  /** @throws {JobNotPausableError} */
  pause(id: string): Promise<ActivationShape>;
  /** @throws {JobNotPausableError} */
  resume(id: string): Promise<ActivationShape>;
  /** What one has compared, as a page. @throws {NoReportError} */
  report(id: string): Promise<string>;
  /** The activation that has not come to its end. */
  underWay(): Promise<ActivationShape | null>;
  /** As `Activations`, as are the others. */
  activate(name: string, asked: ActivateAsked): Promise<ActivationShape>;
  rollback(name: string, asked: RollbackAsked): Promise<ActivationShape>;
  drop(name: string): Promise<number>;
  /** To be awaited before a job that has begun here is answered: it may be asked for elsewhere next. */
  began(): Promise<void>;
}
