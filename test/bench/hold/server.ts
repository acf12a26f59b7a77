import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server that is attacked, as `npm start` starts it. */
export interface HeldServer {
  readonly url: string;
  readonly pid: number;
  /** Whether its process lives. */
  readonly alive: boolean;
  stop(): Promise<void>;
}

/** How long a server may take to stop that no longer listens to anybody, in milliseconds. */
const patienceMs = 45_000;

/**
 * Starts the server of a checkout with the flags of its own `npm start`, over an empty data folder.
 * @param root of the checkout, which need not be this one: so versions are compared
 */
export async function startHeld(root: string, flags: readonly string[] = []): Promise<HeldServer> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const command: string[] = manifest.scripts.start.split(' ').slice(1);
  const data = mkdtempSync(join(tmpdir(), 'selfsame-hold-'));
  const args = [...command, '--port', '0', '--data', data, ...flags];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const url = await said(child);
  return {
    url,
    pid: child.pid!,
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function said(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const piece of child.stdout!) {
    text += piece;
    const url = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
    if (url === undefined) continue;
    child.stdout!.resume();
    return url;
  }
  throw new Error('the server ended before it listened');
}
