import { ClientError } from '../../errors.ts';
import { encoderError } from '../errors.ts';
import type { Question, Reply } from './messages.ts';

/** A worker that is asked, and answers. */
export interface WorkerCalls {
  /** @throws {ClientError} or the reason of the signal */
  ask<Value>(question: Question, signal: AbortSignal | undefined): Promise<Value>;
  close(): void;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: unknown): void;
}

export function callsOf(worker: Worker): WorkerCalls {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let ended: ClientError | undefined;

  function end(error: ClientError): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    worker.terminate();
  }

  worker.addEventListener('message', ({ data }) => {
    const reply = data as Reply;
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('value' in reply) return asked?.resolve(reply.value as never);
    const { code, message, remedy } = reply.error;
    asked?.reject(new ClientError(code, message, remedy));
  });
  worker.addEventListener('error', ({ message }) =>
    end(
      encoderError(
        'encoder_failed',
        `The encoder's worker failed${message ? `: ${message}` : ' to start'}.`,
        'Load the encoder again; see whether the page lets workers of its own run.',
      ),
    ),
  );

  return {
    async ask(question, signal) {
      signal?.throwIfAborted();
      if (ended !== undefined) throw ended;
      const id = count++;
      const { promise, resolve, reject } = Promise.withResolvers<never>();
      waiting.set(id, { resolve, reject });
      const drop = () => {
        waiting.delete(id);
        worker.postMessage({ id: count++, question: { kind: 'drop', dropped: id } });
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', drop, { once: true });
      worker.postMessage({ id, question });
      try {
        return await promise;
      } finally {
        signal?.removeEventListener('abort', drop);
      }
    },
    close: () => end(encoderError('encoder_closed', 'The encoder is closed.', 'Load it again.')),
  };
}
