import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';

const main = join(import.meta.dirname, '../../../cli/main.ts');

export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves once it has written that to stderr, or has ended. */
  said(what: RegExp): Promise<void>;
  readonly ended: Promise<{ code: number | string; out: string; err: string }>;
}

/** The real command, beside a server of the test's own process. */
export function startSelfsame(args: readonly string[], cwd?: string): Running {
  const env = { ...process.env, npm_package_name: undefined };
  const child = spawn(process.execPath, [main, ...args], {
    ...{ env, cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  after(() => child.kill('SIGKILL'));
  let heard = '';
  child.stderr.on('data', (piece) => {
    heard += piece;
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], out, err]) => ({ code: (code ?? signal) as number | string, out, err }),
  );
  const said = async (what: RegExp) => {
    while (!what.test(heard) && child.exitCode === null)
      await Promise.race([once(child.stderr, 'data'), once(child, 'close')]);
  };
  return { child, said, ended };
}

/** The same, to its end. */
export const selfsame = (...args: string[]) => startSelfsame(args).ended;
