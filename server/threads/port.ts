import { parentPort, workerData } from 'node:worker_threads';
import type { AnswerMessage, CallMessage } from './messages.ts';

/** The worker's end of its carrier. */
export interface Port {
  readonly data: unknown;
  post(message: AnswerMessage): void;
  listen(receive: (message: CallMessage) => void): void;
  /** Nothing more is received, and the worker ends once it has nothing left to do. */
  close(): void;
}

function threadPort(port: NonNullable<typeof parentPort>): Port {
  return {
    data: workerData,
    post: (message) => port.postMessage(message),
    listen: (receive) => port.on('message', receive),
    close: () => port.close(),
  };
}

function processPort(): Port {
  // Ctrl-C in a terminal reaches every process of the group; when to end is the server's to say.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  // The server is gone, however it went.
  process.on('disconnect', () => process.exit());
  let sent = Promise.resolve();
  return {
    data: JSON.parse(process.argv[3]!),
    post(message) {
      sent = new Promise((resolve) => process.send!(message, undefined, {}, () => resolve()));
    },
    listen: (receive) => process.on('message', receive as (message: unknown) => void),
    close: () => sent.then(() => process.disconnect()),
  };
}

export const port: Port = parentPort === null ? processPort() : threadPort(parentPort);
