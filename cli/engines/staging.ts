import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EnginePackage, type EngineRecordFile, recordFile } from '@selfsame/models';
import { EngineBusyError } from './errors.ts';
import type { Unpacked } from './unpack.ts';

/** SQLite's result code when another process holds a lock: https://sqlite.org/rescode.html. */
const busy = 5;

/**
 * Keeps other processes from installing or removing the same engine until this one lets it go, or
 * ends, however it ends.
 * @throws {EngineBusyError}
 */
export function lockEngine(folder: string, name: EnginePackage): () => void {
  const database = new DatabaseSync(join(folder, `.${name}.lock`), { timeout: 0 });
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === busy) throw new EngineBusyError(name);
    throw error;
  }
  return () => database.close();
}

/** An engine in the making, beside the one that is used meanwhile. */
export interface Staging {
  readonly folder: string;
  /** For downloads: what is in it is not complete. */
  readonly temporary: string;
  /** What was unpacked of a wheel in an earlier run; undefined if it was not, or not to the end. */
  unpackedOf(wheel: string): readonly Unpacked[] | undefined;
  /** Notes that a wheel is unpacked. */
  note(wheel: string, files: readonly Unpacked[]): void;
  /**
   * Puts it in the place of the engine that there is.
   * @param dropped what is in its folder and not to stay
   */
  publish(record: EngineRecordFile, dropped: readonly string[]): void;
}

/**
 * Goes on with what an earlier run left of the same engine, and removes what is of another one.
 * @param digest of what it is made of
 */
export function openStaging(folder: string, name: EnginePackage, digest: string): Staging {
  const own = `.${name}-${digest.slice(0, 12)}.part`;
  for (const other of leftOvers(folder, name))
    if (other !== own) rmSync(join(folder, other), { recursive: true });
  const staging = join(folder, own);
  const notes = join(staging, '.unpacked');
  mkdirSync(notes, { recursive: true });
  for (const entry of readdirSync(staging).filter((one) => one.startsWith('.download-')))
    rmSync(join(staging, entry), { recursive: true });
  const temporary = mkdtempSync(join(staging, '.download-'));
  const noteOf = (wheel: string) => join(notes, `${wheel}.json`);
  return {
    folder: staging,
    temporary,
    unpackedOf(wheel) {
      try {
        return JSON.parse(readFileSync(noteOf(wheel), 'utf8'));
      } catch {
        return undefined;
      }
    },
    note: (wheel, files) => writeFileSync(noteOf(wheel), JSON.stringify(files)),
    publish(record, dropped) {
      // The notes first: without them, all that they tell of is unpacked again.
      for (const working of [notes, temporary, ...dropped.map((path) => join(staging, path))])
        rmSync(working, { recursive: true });
      const target = join(folder, name);
      const old = join(folder, `.${name}.old`);
      writeFileSync(join(staging, `${recordFile}.new`), `${JSON.stringify(record, null, 2)}\n`);
      renameSync(join(staging, `${recordFile}.new`), join(staging, recordFile));
      rmSync(old, { recursive: true, force: true });
      moveIfThere(target, old);
      renameSync(staging, target);
      rmSync(old, { recursive: true, force: true });
    },
  };
}

/** Removes an engine, and what an install of it left. */
export function removeEngine(folder: string, name: EnginePackage): void {
  const old = join(folder, `.${name}.old`);
  // By a rename first, so that nobody sees a part of it.
  moveIfThere(join(folder, name), old);
  for (const entry of [`.${name}.old`, ...leftOvers(folder, name)])
    rmSync(join(folder, entry), { recursive: true, force: true });
}

/** What installs that were broken off left. */
export const leftOvers = (folder: string, name: EnginePackage): string[] =>
  readdirSync(folder).filter((one) => one.startsWith(`.${name}-`) && one.endsWith('.part'));

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
