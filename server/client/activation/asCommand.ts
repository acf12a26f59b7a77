import { callOf, SelfsameError } from '@selfsame/models';
import { ActivationBusyError, ItemsLackingError } from '../../errors/activation.ts';

/** An error of an activation; what is to be done about it is another thing here than in a request. */
export function asCommand(error: unknown): unknown {
  if (ActivationBusyError.is(error)) {
    const end = `Wait until it has ended, or undo it: ${callOf('models')} cancel`;
    return new SelfsameError(error.code, error.message, end, { cause: error });
  }
  if (!ItemsLackingError.is(error)) return error;
  const { code, message } = error;
  const remedy = `Put their pictures in again, or give --on-missing drop-from-search: such items are kept, and not found by searches until their pictures are put in again. ${callOf('models')} missing lists them.`;
  return new SelfsameError(code, message, remedy, { cause: error });
}
