import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from '../../trainer/files/syncFolder.ts';
import { writeAtomic } from '../../trainer/files/writeAtomic.ts';
import { RoundDamagedError, RoundUnwritableError } from '../errors.ts';

/** In the folder of a round. */
const roundFile = 'round.json';
/** Beside the rounds: one that is not there yet. */
const unfinished = '.unfinished';

const roundSchema = z.strictObject({
  collection: z.string(),
  /** The model that it was searched by: name/version, and the folder of its bundle. */
  before: z.string(),
  init: z.string(),
  /** Of what is published, and where. */
  name: z.string(),
  models: z.string(),
  /** Flags of the training. */
  training: z.array(z.string()),
  /** Whether the pictures are there: from then on they stay as they are. */
  exported: z.boolean(),
  /** name/version */
  published: z.string().nullable(),
  outcome: z.enum(['done', 'refused']).nullable(),
});

type Notes = z.output<typeof roundSchema>;

/** A round, as far as it has come. */
export interface Round extends Notes {
  readonly number: number;
  readonly folder: string;
}

const roundsIn = (work: string) => join(work, 'rounds');

/** The numbers that are taken, whatever lies under them. @throws {RoundUnwritableError} */
function taken(work: string): number[] {
  const rounds = roundsIn(work);
  try {
    const names = existsSync(rounds) ? readdirSync(rounds) : [];
    return names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  } catch (error) {
    throw new RoundUnwritableError(rounds, error as Error);
  }
}

/**
 * The last round that was begun in a folder of work, if any was.
 * @throws {RoundDamagedError | RoundUnwritableError}
 */
export function lastRound(work: string): Round | undefined {
  const numbers = taken(work).toSorted((a, b) => b - a);
  const folders = numbers.map((number) => ({
    number,
    folder: join(roundsIn(work), String(number)),
  }));
  const last = folders.find(({ folder }) => existsSync(join(folder, roundFile)));
  return last && { ...last, ...readNotes(join(last.folder, roundFile)) };
}

function readNotes(path: string): Notes {
  try {
    return roundSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const isOther = error instanceof z.ZodError;
    const reason = isOther ? 'it does not say what a round says' : (error as Error).message;
    throw new RoundDamagedError(path, reason, error);
  }
}

/** A round that is to be begun, under a number that is free; nothing is written yet. */
export function nextRound(work: string, notes: Notes): Round {
  const number = Math.max(0, ...taken(work)) + 1;
  return { number, folder: join(roundsIn(work), String(number)), ...notes };
}

/** Keeps what a round has come to, the first time too. @throws {RoundUnwritableError} */
export function noteRound(round: Round, change: Partial<Notes> = {}): Round {
  const changed = { ...round, ...change };
  const { number: _, folder, ...notes } = changed;
  try {
    const text = `${JSON.stringify(notes, null, 2)}\n`;
    const write = (into: string) =>
      writeAtomic(join(into, roundFile), (fd) => writeFileSync(fd, text));
    if (existsSync(folder)) write(folder);
    else appear(folder, write);
  } catch (error) {
    throw new RoundUnwritableError(folder, error as Error);
  }
  return changed;
}

/** A folder with its note in it, or none: one without would be of a round that nothing is known of. */
function appear(folder: string, write: (into: string) => void): void {
  const temporary = join(dirname(folder), unfinished);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  write(temporary);
  renameSync(temporary, folder);
  syncFolder(dirname(folder));
}
