import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;
const root = join(here, '../../..');
/** Whatever hangs must not hang the benchmark. */
const timeout = 10 * 60_000;

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server and waits until it says its address. */
async function startServer(args: readonly string[]): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr!.on('data', (piece) => {
    complaint = (complaint + piece).slice(-2000);
  });
  const ended = once(child, 'exit');
  let said = '';
  for await (const piece of child.stdout!) {
    said += piece;
    const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
    if (url === undefined) continue;
    child.stdout!.resume();
    return {
      url,
      async stop() {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error(`${args.join(' ')} ended before it listened: ${complaint.trim()}`);
}

export function startOurs(bundle: string, data: string, flags: readonly string[]): Promise<Server> {
  const main = join(root, 'cli/main.ts');
  return startServer([main, 'start', '--port', '0', '--model', bundle, '--data', data, ...flags]);
}

export function startNaive(bundle: string, device: string): Promise<Server> {
  return startServer([join(here, 'naive.ts'), bundle, device]);
}

/** A thread of libuv's pool for each core, in which sharp decodes; it has 4 at least. */
const poolSize = Math.max(4, availableParallelism());

/** Runs a script of this folder in a process of its own; its last line is JSON. */
export async function measure<T>(script: string, ...args: readonly string[]): Promise<T> {
  const env = { ...process.env, UV_THREADPOOL_SIZE: `${poolSize}` };
  const { stdout } = await run(process.execPath, [join(here, script), ...args], { timeout, env });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}
