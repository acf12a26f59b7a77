import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** How long the next message is looked for before the thread sleeps, in milliseconds. */
const lookMs = 0.1;
/** Messages that have to come so soon after each other before the next one is looked for. */
const leastQuick = 8;
/** Messages in one turn of the thread's event loop beyond which none is looked for. */
const mostInATurn = 16;

/**
 * Receives messages, and looks out for the next one for a moment where they come in quick
 * succession: waking a thread that sleeps on another core takes as long as a small search does.
 * Looking in vain takes that moment from others, so after it messages have to be quick again.
 */
export function lookOut<Message>(
  port: MessagePort,
  receive: (message: Message) => Promise<void>,
): void {
  let answered = Number.NEGATIVE_INFINITY;
  let quick = 0;
  let taken = 0;
  port.on('message', async (message: Message) => {
    if (taken++ === 0) setImmediate(() => (taken = 0));
    quick = performance.now() - answered < lookMs ? quick + 1 : 0;
    await receive(message);
    while (quick >= leastQuick && taken < mostInATurn) {
      const next = lookFor(port);
      if (next === undefined) quick = 0;
      else {
        taken++;
        await receive(next.message);
      }
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
