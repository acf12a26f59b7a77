import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenPicture } from '@selfsame/models';
import type { MetricsLine } from '../../../trainer/run/metricsFile.ts';

const script = join(import.meta.dirname, '../../../cli/main.ts');

/** Of flags that are given twice the last one, which the command line itself refuses to choose. */
export function lastOfEach(args: readonly string[]): string[] {
  const pairs = new Map<string, readonly string[]>();
  for (let i = 0; i < args.length; ) {
    const end = args[i + 1] === undefined || args[i + 1]!.startsWith('--') ? i + 1 : i + 2;
    pairs.delete(args[i]!);
    pairs.set(args[i]!, args.slice(i, end));
    i = end;
  }
  return [...pairs.values()].flat();
}

/**
 * Starts the trainer's command line.
 * @param limit of the files that it may write, in KiB: beyond, it fails as on a full disk
 */
export function startTrainer(args: readonly string[], limit?: number) {
  const shell = limit === undefined ? 'exec "$@"' : `ulimit -f ${limit}; exec "$@"`;
  const child = spawn(
    'bash',
    ['-c', shell, 'bash', process.execPath, script, 'train', ...lastOfEach(args)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
  return { child, ended };
}

export const runTrainer = (...args: string[]) => startTrainer(args).ended;

export function readMetrics(run: string): MetricsLine[] {
  const lines = readFileSync(join(run, 'metrics.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as MetricsLine);
}

/** The part of the metrics that does not depend on the machine's speed. */
export const curve = (run: string) =>
  readMetrics(run).map(({ imagesPerSecond, waiting, ...line }) => line);

/** A folder of generated pictures, some of them in a nested folder; of another `first` other ones. */
export async function makePictures(folder: string, count: number, first = 0): Promise<string> {
  mkdirSync(join(folder, 'nested'), { recursive: true });
  for (let i = 0; i < count; i++) {
    const name = i % 3 === 0 ? `nested/${i}.png` : `${i}.png`;
    writeFileSync(join(folder, name), await goldenPicture(first + i, 20 + (i % 7), 24));
  }
  return folder;
}
