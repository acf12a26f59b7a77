import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Runs one of the repository's programs to its end, on this terminal. */
export async function runProgram(
  stop: AbortSignal,
  program: string,
  ...args: string[]
): Promise<void> {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const kill = () => child.kill('SIGTERM');
  stop.addEventListener('abort', kill);
  const status = await exitOf(child);
  stop.removeEventListener('abort', kill);
  if (status !== 0) throw new Error(`${program} ended with ${status}; its message is above`);
}

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server on a free port; ready when it says where it is. */
export async function startServer(...args: string[]): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    [join(root, 'cli/main.ts'), 'start', '--port', '0', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = exitOf(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // Enough to tell why it ended; a request's line is of no interest while it runs.
    log = (log + text).slice(-2000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [found] = /http:\/\/[\w.:[\]]+/.exec(output) ?? [];
      if (found) resolve(found);
    });
    ended.then((status) => reject(new Error(`The server ended with ${status}:\n${log}`)), reject);
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no status'));
  });
}
