import { setTimeout as sleep } from 'node:timers/promises';
import { jobCaller } from '../embed/caller.ts';
import type { Encoder } from '../embed/Encoders.ts';
import { type PictureParts, pictureParts } from '../embed/pictureParts.ts';
import { StorageFullError, StoreFailedError } from '../errors/collections.ts';
import {
  DeadlineError,
  InferenceUnavailableError,
  QueueFullError,
  ThreadStoppedError,
} from '../errors/service.ts';
import type { Keep } from '../store/contract/collections.ts';

/** What passes: the picture is tried again after a while. */
const busyErrors = [QueueFullError, InferenceUnavailableError, DeadlineError];
const patienceMs = [500, 2000, 8000];

/** Whether an error is the service's fault and not the picture's: such end a job. */
export const isOfService = (error: unknown): boolean =>
  [StorageFullError, StoreFailedError, ThreadStoppedError, ...busyErrors].some((known) =>
    known.is(error),
  );

/** Embeds a picture, with patience where there is no room for it at the time. */
export async function embedPicture(
  encoder: Encoder,
  bytes: Buffer,
  keep: Keep,
  cancelled: AbortSignal,
): Promise<PictureParts> {
  for (let tries = 0; ; tries++) {
    try {
      return await pictureParts(encoder, bytes, keep, jobCaller(cancelled));
    } catch (error) {
      const isBusy = busyErrors.some((known) => known.is(error));
      if (tries === patienceMs.length || !isBusy || cancelled.aborted) throw error;
      await sleep(patienceMs[tries]);
    }
  }
}
