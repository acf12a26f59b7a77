import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { soon } from './soon.ts';

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
 * @param posted how many messages have been posted. The port itself has a lock, which looking again
 *   and again would keep from the one who posts.
 */
export function lookOut<Message>(
  port: MessagePort,
  posted: Int32Array,
  receive: (message: Message) => Promise<void>,
): void {
  let answered = Number.NEGATIVE_INFINITY;
  let quick = 0;
  let received = 0;
  let inThisTurn = 0;

  const take = (message: Message): Promise<void> => {
    received++;
    inThisTurn++;
    return receive(message);
  };
  // The count wraps around after 2^31 messages; the difference in 32 bits does not mind.
  const isThere = () => ((Atomics.load(posted, 0) - received) | 0) > 0;

  port.on('message', async (message: Message) => {
    if (inThisTurn === 0) setImmediate(() => (inThisTurn = 0));
    quick = performance.now() - answered < lookMs ? quick + 1 : 0;
    await take(message);
    while (quick >= leastQuick && inThisTurn < mostInATurn) {
      const next = soon(isThere, lookMs) ? receiveMessageOnPort(port) : undefined;
      if (next === undefined) quick = 0;
      else await take(next.message);
    }
    answered = performance.now();
  });
}
