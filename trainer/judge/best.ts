import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrays } from '../arrays.ts';
import { readCheckpoint, writeCheckpoint } from '../checkpoint/checkpoint.ts';
import { CheckpointError } from '../errors.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { type RunFolder, writeToRun } from '../run/folder.ts';
import { readJsonLines } from '../run/jsonLines.ts';
import type { Plan } from '../run/plan.ts';
import type { RunState } from '../run/state.ts';
import { modelShapes } from '../step.ts';
import { foundShare } from './judgement.ts';

/** In a run's folder: what checkpoints found, and the weights of the one that found the most. */
const [measuredFile, bestFile] = ['held-out.jsonl', 'best.safetensors'];

/** What a checkpoint was measured to find. */
export interface Measured {
  readonly step: number;
  /** Of each picture that was kept from training, whether a view of it finds it. */
  readonly found: readonly boolean[];
}

/** A line as it is written: a letter for each picture. */
interface Line {
  readonly step: number;
  readonly found: string;
}

/** What was measured so far, in the order of the steps. */
export function readMeasured({ path }: Pick<RunFolder, 'path'>): Measured[] {
  return readJsonLines<Line>(join(path, measuredFile)).map(({ step, found }) => ({
    step,
    found: [...found].map((letter) => letter === '1'),
  }));
}

/** Notes what a checkpoint finds; nothing of a step that is noted already. */
export function noteMeasured({ path }: Pick<RunFolder, 'path'>, { step, found }: Measured): void {
  if (readMeasured({ path }).some((one) => one.step === step)) return;
  const line: Line = { step, found: found.map((one) => (one ? '1' : '0')).join('') };
  writeToRun(path, () => appendFileSync(join(path, measuredFile), `${JSON.stringify(line)}\n`));
}

/** Notes what a checkpoint finds, and keeps its weights where none before it has found more. */
export function keepMeasured(
  { path }: Pick<RunFolder, 'path'>,
  plan: Plan,
  { variables, ...state }: RunState,
  measured: Measured,
): void {
  const before = readMeasured({ path }).map(foundShare);
  const shapes = modelShapes(plan.network);
  const weights = Object.fromEntries(Object.keys(shapes).map((name) => [name, variables[name]!]));
  if (foundShare(measured) > Math.max(0, ...before))
    writeToRun(path, () =>
      writeAtomic(join(path, bestFile), (fd) =>
        writeCheckpoint(fd, { ...state, variables: weights, shapes }),
      ),
    );
  noteMeasured({ path }, measured);
}

/** Forgets what was measured of steps that are done anew. @param done steps that stay */
export function forgetMeasured({ path }: Pick<RunFolder, 'path'>, done: number): void {
  const file = join(path, measuredFile);
  if (!existsSync(file)) return;
  const kept = readJsonLines<Line>(file).filter(({ step }) => step <= done);
  const best = readBest({ path });
  writeToRun(path, () => {
    if (best === undefined || best.step > done) rmSync(join(path, bestFile), { force: true });
    // Whatever was kept: after a crash the last line may be cut short, and another one would join it.
    const text = kept.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeAtomic(file, (fd) => writeFileSync(fd, text));
  });
}

/** The weights of the checkpoint that found the most, and what it found; undefined if there is none. */
export function readBest({
  path,
}: Pick<RunFolder, 'path'>): (Measured & { readonly variables: Arrays }) | undefined {
  const file = join(path, bestFile);
  if (!existsSync(file)) return undefined;
  try {
    const { step, variables } = readCheckpoint(file, '');
    const measured = readMeasured({ path }).find((one) => one.step === step);
    return measured && { ...measured, variables };
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    console.error(`${error.message} The last one is taken in its place.`);
    return undefined;
  }
}
