import { parentPort } from 'node:worker_threads';
import type { AnswerMessage, CallMessage, Operations } from './messages.ts';
import { toRecord } from './messages.ts';

/**
 * The worker's side of a `Thread`: starts, says so, and answers each call with its value or its
 * error. An operation named `close`, if there is one, is the last that is called.
 */
export async function serve<Ready>(
  start: () => Promise<{ ready: Ready; operations: Operations }>,
): Promise<void> {
  const port = parentPort!;
  const post = (message: AnswerMessage) => port.postMessage(message);
  try {
    const { ready, operations } = await start();
    port.on('message', async ({ id, operation, argument }: CallMessage) => {
      try {
        const value = await operations[operation]!(argument);
        post({ kind: 'value', id, value });
      } catch (error) {
        post({ kind: 'error', id, error: toRecord(error) });
      }
      if (operation === 'close') port.close();
    });
    post({ kind: 'ready', value: ready });
  } catch (error) {
    post({ kind: 'failed', error: toRecord(error) });
    port.close();
  }
}

/** Reports something to the log from within a thread. */
export function note(text: string): void {
  const message: AnswerMessage = { kind: 'note', text };
  parentPort!.postMessage(message);
}
