import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { DataReplacedError } from '../../errors/start.ts';
import { databaseFile, openReader } from './database.ts';
import { markFile } from './mark.ts';

const markSchema = z.object({ database: z.string() });

/**
 * Refuses a folder whose database is another one than it had, or one of another program: a new index
 * would be made in it without a word. What cannot be read at all is for the checks that follow.
 * @throws {DataReplacedError}
 */
export function refuseReplaced(folder: string): void {
  const file = join(folder, databaseFile);
  if (!existsSync(file) || !statSync(file).isFile() || statSync(file).size === 0) return;
  const problem = readable(() => {
    const database = openReader(file);
    try {
      return problemOf(database, join(folder, markFile));
    } finally {
      database.close();
    }
  });
  if (problem !== undefined) throw new DataReplacedError(file, problem);
}

function problemOf(database: DatabaseSync, mark: string): string | undefined {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0) return undefined;
  if (!tables.some(({ name }) => name === 'collections')) return 'it is of another program';
  if (!tables.some(({ name }) => name === 'properties') || !existsSync(mark)) return undefined;
  const noted = readable(() => markSchema.parse(JSON.parse(readFileSync(mark, 'utf8'))).database);
  const row = database.prepare("SELECT value FROM properties WHERE name = 'database'").get();
  if (noted === undefined || row === undefined || row.value === noted) return undefined;
  return 'it is another index';
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
