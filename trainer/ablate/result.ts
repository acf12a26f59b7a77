import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../files/writeAtomic.ts';

export interface ArmFigures {
  /** Of kNN with k = 20 by the encoder's embeddings, on what was held out, 0 .. 1. */
  readonly accuracy: number;
  /** Effective rank of the embeddings. */
  readonly rankMe: number;
  /**
   * Spread of the projections, which the loss sees, as a share of the best: 0 where they have
   * collapsed. An encoder's embeddings may keep some spread behind a projector that lost all of it.
   */
  readonly spread: number;
}

/** What came of a run. */
export interface Result {
  /** Missing where training diverged. */
  readonly figures?: ArmFigures;
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
