import { setTimeout as sleep } from 'node:timers/promises';
import { NoSuchModelError } from '../../errors/client.ts';
import { type ModelCalls, modelNamed } from './calls.ts';

/** Servers look into their folders every few seconds. */
const noticedMs = 8000;
const lookMs = 300;

/**
 * The model that is meant by 'name' (its newest version) or 'name/version': one that was published
 * just now is waited for, until the server has noticed and verified it.
 * @returns name/version
 * @throws {NoSuchModelError}
 */
export async function waitForModel(calls: ModelCalls, asked: string): Promise<string> {
  const end = performance.now() + noticedMs;
  for (;;) {
    const models = await calls.models();
    try {
      const model = modelNamed(asked, models);
      if (models.find(({ id }) => id === model)!.state !== 'verifying') return model;
    } catch (error) {
      const mayCome = error instanceof NoSuchModelError && asked.includes('/');
      if (!mayCome || performance.now() > end) throw error;
    }
    await sleep(lookMs);
  }
}
