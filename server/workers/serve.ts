import { port, type Taking } from './port.ts';
import type { CallMessage, Operations } from './protocol.ts';
import { toRecord } from './protocol.ts';

/**
 * The worker's side of a `Worker`: starts with the data that it was given, says so, and answers
 * each call with its value or its error. An operation named `close`, if there is one, is the last
 * that is called. A process that takes calls one by one hears nothing in between, and wakes faster.
 */
export async function serve<Data, Ready>(
  start: (data: Data) => Promise<{ ready: Ready; operations: Operations }>,
  taking: Taking = 'as they come',
): Promise<void> {
  try {
    const { ready, operations } = await start(port.data as Data);
    port.post({ kind: 'ready', value: ready });
    port.listen(async ({ id, operation, argument }: CallMessage) => {
      try {
        const value = await operations[operation]!(argument);
        port.post({ kind: 'value', id, value });
      } catch (error) {
        port.post({ kind: 'error', id, error: toRecord(error) });
      }
      if (operation === 'close') port.close();
    }, taking);
  } catch (error) {
    port.post({ kind: 'failed', error: toRecord(error) });
    port.close();
  }
}

/** Reports something to the log from within a worker. */
export function note(text: string): void {
  port.post({ kind: 'note', text });
}
