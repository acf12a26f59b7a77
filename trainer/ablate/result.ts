import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from '../evaluate/measure.ts';
import { writeAtomic } from '../files/writeAtomic.ts';

/** What came of a run. */
export interface Result {
  /** Of the encoder on what was held out; missing where training diverged. */
  readonly figures?: Figures;
  /** Spent training. */
  readonly seconds: number;
}

const resultFile = 'result.json';

/** The result of a finished run. */
export function readResult(folder: string): Result | undefined {
  const path = join(folder, resultFile);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result) : undefined;
}

export function writeResult(folder: string, result: Result): void {
  const text = `${JSON.stringify(result, null, 2)}\n`;
  writeAtomic(join(folder, resultFile), (fd) => writeFileSync(fd, text));
}
