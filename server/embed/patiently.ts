import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from '../errors/ofService.ts';

const patienceMs = [500, 2000, 8000];

/** Does what takes an encoder, with patience where there is no room for it at the time. */
export async function patiently<T>(work: () => Promise<T>, cancelled: AbortSignal): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === patienceMs.length || !isBusy(error) || cancelled.aborted) throw error;
      await sleep(patienceMs[tries]);
    }
  }
}
