import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Bundle } from '@selfsame/models';

const run = promisify(execFile);
const here = import.meta.dirname;
const root = join(here, '../../..');
/** Whatever hangs must not hang the benchmark. */
const timeout = 10 * 60_000;
/** How long another server may take to start. */
const startMs = 120_000;

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server and waits until it says its address. */
async function startServer(args: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (piece) => {
    complaint = (complaint + piece).slice(-2000);
  });
  const ended = once(child, 'exit');
  let said = '';
  for await (const piece of child.stdout) {
    said += piece;
    const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
    if (url === undefined) continue;
    child.stdout.resume();
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

export function startExpress(bundle: string, device: string): Promise<Server> {
  return startServer([join(here, 'express.ts'), bundle, device]);
}

/** LitServe with a worker for each core, which decodes and infers, and answers once it is healthy. */
export async function startLitServe(
  python: string,
  { card: { input }, graphPath }: Bundle,
): Promise<Server> {
  const port = await freePort();
  const { width, height } = input;
  const settings = { graph: graphPath, width, height, port, batch: 16 };
  const given = JSON.stringify({ ...settings, workers: availableParallelism() });
  const script = join(here, 'peers/litserve_server.py');
  // A group of its own, because the workers outlive a server that is killed alone.
  const child = spawn(python, [script, given], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let complaint = '';
  child.stderr.on('data', (piece) => {
    complaint = (complaint + piece).slice(-2000);
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
  };
  for (const until = performance.now() + startMs; performance.now() < until; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`LitServe has ended: ${complaint.trim()}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return { url, stop };
  }
  await stop();
  throw new Error(`LitServe was not healthy within ${startMs / 1000} s: ${complaint.trim()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** A thread of libuv's pool for each core, in which sharp decodes; it has 4 at least. */
const poolSize = Math.max(4, availableParallelism());

/** Runs a script of this folder in a process of its own; its last line is JSON. */
export async function measure<T>(script: string, ...args: readonly string[]): Promise<T> {
  const env = { ...process.env, UV_THREADPOOL_SIZE: `${poolSize}` };
  const { stdout } = await run(process.execPath, [join(here, script), ...args], { timeout, env });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}
