import { type StdioOptions, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { OpenCarrier } from './carrier.ts';
import { channelFd, messageReader, toLine } from './channel.ts';
import { type Exchange, exchangeFd } from './exchange.ts';
import { poolSize } from './poolSize.ts';
import { lowerPriority } from './priority.ts';
import type { AnswerMessage } from './protocol.ts';

export interface ProcessOptions {
  readonly exchange?: Exchange;
  readonly niceness?: number;
  /** Leaves out what libraries write to stderr. */
  readonly quiet?: boolean;
  /** Threads of libuv's pool; as many as this process has if left out. */
  readonly poolThreads?: number;
}

/**
 * Can be killed in the middle of native code, crashes alone, and gives all of its memory back.
 * Messages are lines of JSON over a socket, which wakes either side sooner than Node's own channel
 * between processes; bytes go through an exchange, which it inherits.
 */
export const childProcess =
  ({
    exchange,
    niceness = 0,
    quiet = false,
    poolThreads = poolSize,
  }: ProcessOptions = {}): OpenCarrier =>
  (file, data, name, events) => {
    const stdio: (number | 'ignore' | 'inherit' | 'pipe')[] = [
      'ignore',
      'inherit',
      quiet ? 'ignore' : 'inherit',
    ];
    stdio[channelFd] = 'pipe';
    if (exchange !== undefined) stdio[exchangeFd] = exchange.fd;
    const args = [...process.execArgv, fileURLToPath(file), name, JSON.stringify(data)];
    const env = { ...process.env, UV_THREADPOOL_SIZE: `${poolThreads}` };
    const child = spawn(process.execPath, args, { env, stdio: stdio as StdioOptions });
    if (child.pid !== undefined) lowerPriority(child.pid, niceness);
    const channel = child.stdio[channelFd] as Socket | undefined;
    channel?.on('data', messageReader<AnswerMessage>(events.message));
    // A message to a process that has just gone fails; its end settles what was sent.
    channel?.on('error', () => {});
    const gone = new Promise<void>((resolve) => {
      let reason: unknown;
      child.on('error', (error) => {
        reason = error;
        // A process that could not be started has no end.
        if (child.pid === undefined) end();
      });
      // Everything that it said has been read by now.
      child.on('close', (code, signal) => {
        reason ??= new Error(signal === null ? `exit code ${code}` : `signal ${signal}`);
        end();
      });
      function end() {
        events.exit(reason);
        resolve();
      }
    });
    return {
      send: (message) => channel?.write(toLine(message)),
      terminate() {
        child.kill('SIGKILL');
        return gone;
      },
    };
  };
