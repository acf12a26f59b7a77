import { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { blockingMessages, channelFd, messageReader, toLine, writeFully } from './channel.ts';
import type { AnswerMessage, CallMessage } from './protocol.ts';

/** How a worker takes its calls: as they come, or the next one once it has answered the last. */
export type Taking = 'as they come' | 'one by one';

/** The worker's end of its carrier. */
export interface Port {
  readonly data: unknown;
  post(message: AnswerMessage): void;
  listen(receive: (message: CallMessage) => Promise<void>, taking: Taking): void;
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

/** Ends this process where the server is gone, however it went. */
function toServer(bytes: Uint8Array): void {
  try {
    writeFully(channelFd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    process.exit();
  }
}

function processPort(): Port {
  // Ctrl-C in a terminal reaches every process of the group; when to end is the server's to say.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  let stream: Socket | undefined;
  let closed = false;

  async function takeOneByOne(receive: (message: CallMessage) => Promise<void>): Promise<void> {
    for (const message of blockingMessages<CallMessage>(channelFd)) {
      await receive(message);
      if (closed) return;
    }
    process.exit();
  }

  return {
    data: JSON.parse(process.argv[3]!),
    post(message) {
      if (stream !== undefined) stream.write(toLine(message));
      else toServer(toLine(message));
    },
    listen(receive, taking) {
      if (taking === 'one by one') {
        void takeOneByOne(receive);
        return;
      }
      stream = new Socket({ fd: channelFd });
      stream.on('data', messageReader<CallMessage>(receive));
      // The server is gone, however it went.
      stream.on('error', () => process.exit()).on('end', () => process.exit());
    },
    close() {
      closed = true;
      stream?.end();
    },
  };
}

export const port: Port = parentPort === null ? processPort() : threadPort(parentPort);
