import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** Enough for what a part that ran out of time had found until then. */
const lines = 5;

/** What a process that had a limit came to. */
export interface Ended {
  readonly status: number | null;
  readonly outOfTime: boolean;
  readonly stdout: string;
  /** The last lines that were not empty. */
  readonly said: readonly string[];
}

/**
 * Runs Node in a group of processes of its own, all of which are killed when time is up or this
 * process is asked to end.
 * @param log file for what it prints
 */
export async function runLimited(
  args: readonly string[],
  seconds: number,
  log: string,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kept = createWriteStream(log);
  let stdout = '';
  let said: readonly string[] = [];
  child.stdout.on('data', (bytes) => {
    stdout += bytes;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      kept.write(bytes);
      said = [...said, ...linesOf(bytes.toString())].slice(-lines);
    });
  }
  let outOfTime = false;
  const timer = setTimeout(() => {
    outOfTime = true;
    killGroup(child);
  }, 1000 * seconds);
  const stop = () => killGroup(child);
  process.once('SIGTERM', stop).once('SIGINT', stop);
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)).once('close', resolve);
  });
  clearTimeout(timer);
  process.off('SIGTERM', stop).off('SIGINT', stop);
  // What it started and left behind would meet the next part.
  killGroup(child);
  kept.end();
  await finished(kept);
  return { status, outOfTime, stdout, said };
}

function killGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL');
  } catch {
    // There is none any more.
  }
}

const linesOf = (text: string) =>
  text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
