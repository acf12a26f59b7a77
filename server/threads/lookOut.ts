import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** How long the next message is looked for before the thread sleeps, in milliseconds. */
const lookMs = 0.1;
/** Messages taken in a row before the thread's event loop has its turn. */
const mostInARow = 16;

/**
 * Receives messages, and looks out for the next one for a moment where they come in quick
 * succession: waking a thread that sleeps on another core takes as long as a small search does.
 */
export function lookOut<Message>(
  port: MessagePort,
  receive: (message: Message) => Promise<void>,
): void {
  let answered = Number.NEGATIVE_INFINITY;
  port.on('message', async (message: Message) => {
    const quick = performance.now() - answered < 2 * lookMs;
    await receive(message);
    for (let left = mostInARow; quick && left > 0; left--) {
      const next = lookFor(port);
      if (next === undefined) break;
      await receive(next.message);
    }
    answered = performance.now();
  });
}

function lookFor(port: MessagePort): ReturnType<typeof receiveMessageOnPort> {
  const end = performance.now() + lookMs;
  do {
    const next = receiveMessageOnPort(port);
    if (next !== undefined) return next;
  } while (performance.now() < end);
  return undefined;
}
