import {
  PicturesUnavailableError,
  StorageFullError,
  StoreFailedError,
  StoreUnavailableError,
} from './collections.ts';
import {
  DeadlineError,
  InferenceUnavailableError,
  QueueFullError,
  ThreadStoppedError,
} from './service.ts';

const passing = [
  QueueFullError,
  InferenceUnavailableError,
  DeadlineError,
  StoreUnavailableError,
  PicturesUnavailableError,
];

/** Whether it is for want of room or time, which pass: the same can be tried again after a while. */
export const isBusy = (error: unknown): boolean => passing.some((known) => known.is(error));

/** Whether an error is the service's fault and not the picture's: such end a job. */
export const isOfService = (error: unknown): boolean =>
  isBusy(error) ||
  [StorageFullError, StoreFailedError, ThreadStoppedError].some((known) => known.is(error));
