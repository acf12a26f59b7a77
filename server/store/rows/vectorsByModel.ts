import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile, openReader } from './database.ts';

/**
 * Numbers of vectors in a data folder by the digests of the models that made them; none of a folder
 * that has no index or whose index cannot be read, which opening it will tell of.
 */
export function vectorsByModel(folder: string): Map<string, number> {
  const file = join(folder, databaseFile);
  if (!existsSync(file)) return new Map();
  try {
    const database = openReader(file);
    try {
      const rows = database.prepare('SELECT model, sum(vectors) AS n FROM counts GROUP BY model');
      return new Map(rows.all().map(({ model, n }) => [model as string, n as number]));
    } finally {
      database.close();
    }
  } catch {
    return new Map();
  }
}
