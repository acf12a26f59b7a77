import { ActivationBusyError } from '../../errors/activation.ts';
import type { ActivationAnswer } from './answers.ts';
import type { ActivateBody, ModelCalls } from './calls.ts';

/**
 * Begins to take a model into use, or joins where that is under way; one that is paused, or failed on
 * the way, is gone on with.
 * @param model name/version
 * @throws {ActivationBusyError} where another one is taken into use, and what else the server tells
 */
export async function beginOrJoin(
  calls: ModelCalls,
  model: string,
  body: ActivateBody,
): Promise<ActivationAnswer> {
  try {
    return await calls.activate(model, body);
  } catch (error) {
    if (!ActivationBusyError.is(error)) throw error;
    const last = (await calls.activations()).at(-1);
    if (last?.model !== model || last.state !== 'running') throw error;
    return last;
  }
}
