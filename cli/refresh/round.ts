import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../../trainer/files/writeAtomic.ts';
import { RoundUnwritableError } from '../errors.ts';

/** In the folder of a round. */
const roundFile = 'round.json';

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

/** The last round that was begun in a folder of work, if any was. */
export function lastRound(work: string): Round | undefined {
  const rounds = join(work, 'rounds');
  if (!existsSync(rounds)) return undefined;
  const number = Math.max(0, ...readdirSync(rounds).map(Number).filter(Number.isInteger));
  const folder = join(rounds, String(number));
  const path = join(folder, roundFile);
  if (!existsSync(path)) return undefined;
  return { number, folder, ...roundSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) };
}

/** Begins a round after the last one. */
export function beginRound(work: string, last: Round | undefined, notes: Notes): Round {
  const number = (last?.number ?? 0) + 1;
  return noteRound({ number, folder: join(work, 'rounds', String(number)), ...notes }, {});
}

/** Keeps what a round has come to. @throws {RoundUnwritableError} */
export function noteRound(round: Round, change: Partial<Notes>): Round {
  const changed = { ...round, ...change };
  const { number: _, folder, ...notes } = changed;
  try {
    mkdirSync(folder, { recursive: true });
    const text = `${JSON.stringify(notes, null, 2)}\n`;
    writeAtomic(join(folder, roundFile), (fd) => writeFileSync(fd, text));
  } catch (error) {
    throw new RoundUnwritableError(folder, error as Error);
  }
  return changed;
}
