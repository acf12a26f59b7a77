import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { writeAtomic } from '../files/writeAtomic.ts';
import type { Metrics } from '../step.ts';

/** How fast a step was; it depends on the machine. */
export interface Speed {
  readonly imagesPerSecond: number;
  /** Share of the step's time in which it waited for its batch, 0 to 1. */
  readonly waiting: number;
}

/** One line of metrics.jsonl. */
export interface MetricsLine extends Metrics, Speed {
  /** From 1. */
  readonly step: number;
  /** From 0. */
  readonly epoch: number;
  readonly learningRate: number;
}

/**
 * Opens metrics.jsonl for appending, without the lines of steps that a resumed run does again.
 * @param done steps of which the lines are kept
 */
export function openMetrics(path: string, done: number) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const [first = ''] = lines;
  if (lines.length > 0) {
    const keptLines = lines.filter((line) => stepOf(line) <= done).map((line) => `${line}\n`);
    writeAtomic(path, (fd) => writeFileSync(fd, keptLines.join('')));
  }
  const fd = openSync(path, 'a');
  return {
    /** Of the first step, if it has been done. */
    first: stepOf(first) === 1 ? (JSON.parse(first) as MetricsLine) : undefined,
    /** The last step that was ever done. */
    before: Math.max(0, ...lines.map(stepOf).filter(Number.isFinite)),
    write: (line: MetricsLine) => writeSync(fd, `${JSON.stringify(line)}\n`),
    /** Makes the lines durable: a checkpoint must not outlast those of its steps. */
    sync: () => fsyncSync(fd),
    close: () => closeSync(fd),
  };
}

/** A line that a crash cut short belongs to no step. */
function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as MetricsLine).step;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
