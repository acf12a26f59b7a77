import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { type Exchange, exchangeFd } from './exchange.ts';
import type { AnswerMessage, CallMessage } from './messages.ts';
import { lowerPriority } from './priority.ts';

/** What carries a worker's code: a thread of this process, or a process of its own. */
export interface Carrier {
  send(message: CallMessage): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): Promise<void>;
}

export interface CarrierEvents {
  message(message: AnswerMessage): void;
  /** It is gone; `reason` says why, if that is known. */
  exit(reason: unknown): void;
}

export type OpenCarrier = (
  file: URL,
  data: unknown,
  name: string,
  events: CarrierEvents,
) => Carrier;

/** Shares memory with this process, and takes it along when native code crashes. */
export const thread: OpenCarrier = (file, data, name, events) => {
  const worker = new Worker(file, { workerData: data, name });
  let reason: unknown;
  worker.on('message', events.message);
  worker.on('error', (error) => {
    reason = error;
  });
  worker.on('exit', () => events.exit(reason));
  return {
    send: (message) => worker.postMessage(message),
    terminate: async () => {
      await worker.terminate();
    },
  };
};

export interface ProcessOptions {
  readonly exchange?: Exchange;
  readonly niceness?: number;
}

/**
 * Can be killed in the middle of native code, crashes alone, and gives all of its memory back.
 * Messages are JSON; bytes go through an exchange, which it inherits.
 */
export const childProcess =
  ({ exchange, niceness = 0 }: ProcessOptions = {}): OpenCarrier =>
  (file, data, name, events) => {
    const stdio: (number | 'ignore' | 'inherit' | 'ipc')[] = [
      'ignore',
      'inherit',
      'inherit',
      'ipc',
    ];
    if (exchange !== undefined) stdio[exchangeFd] = exchange.fd;
    const child = fork(file, [name, JSON.stringify(data)], { stdio });
    if (child.pid !== undefined) lowerPriority(child.pid, niceness);
    const gone = new Promise<void>((resolve) => {
      let reason: unknown;
      child.on('message', events.message);
      child.on('error', (error) => {
        reason = error;
        // A process that could not be started has no exit.
        if (child.pid === undefined) end();
      });
      child.on('exit', (code, signal) => {
        reason ??= new Error(signal === null ? `exit code ${code}` : `signal ${signal}`);
        end();
      });
      function end() {
        events.exit(reason);
        resolve();
      }
    });
    return {
      // A message to a process that has just gone fails; its exit settles what was sent.
      send: (message) => child.send(message, () => {}),
      terminate() {
        child.kill('SIGKILL');
        return gone;
      },
    };
  };
