import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { modelDigest, readBundle } from '@selfsame/models';
import type { ModelAnswer } from '../../server/client/activation/answers.ts';
import type { ModelCalls } from '../../server/client/activation/calls.ts';
import { ModelRejectedError, ModelUnseenError } from '../errors.ts';

/** Servers look into their folders every few seconds. */
const usualSeenMs = 30_000;
const lookMs = 300;

/**
 * Waits until a server has noticed a bundle that was published, and has verified it.
 * @param model name/version
 * @param models the folder that it was published in
 * @param seenMs how long it may take until the server sees it; verifying takes as long as it takes
 * @throws {ModelUnseenError} {@link ModelRejectedError} and what the server tells
 */
export async function waitForNotice(
  calls: ModelCalls,
  model: string,
  models: string,
  url: string,
  stop: AbortSignal,
  seenMs = usualSeenMs,
): Promise<void> {
  const digest = modelDigest((await readBundle(join(models, model))).card);
  const end = performance.now() + seenMs;
  while (!stop.aborted) {
    const all = (await calls.models()).filter(({ id }) => id === model);
    const found = all.find((one) => one.digest === digest);
    const rejected = all.find(({ state }) => state === 'rejected');
    if (found === undefined && rejected !== undefined) throw rejectedFor(rejected);
    if (found !== undefined && found.state !== 'verifying') return;
    if (found === undefined && performance.now() > end)
      throw new ModelUnseenError(model, models, url);
    await sleep(lookMs, undefined, { signal: stop }).catch(() => {});
  }
}

const rejectedFor = ({ id, error }: ModelAnswer) =>
  new ModelRejectedError(id, `${error!.code}: ${error!.message} ${error!.remedy}`);
