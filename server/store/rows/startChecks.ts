import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../../errors/collections.ts';
import { DataMissingError } from '../../errors/start.ts';
import { limits } from '../../limits.ts';
import { databaseFile } from './database.ts';
import { graphsIn, snapshotsIn } from './folder.ts';
import { countProblems, schemaProblems, structureProblems, tables } from './integrity.ts';
import { markFile } from './mark.ts';
import { listSnapshots } from './snapshot/sidecar.ts';

/**
 * Refuses a folder that has held an index and whose database is gone or empty.
 * @throws {DataMissingError}
 */
export function refuseMissing(folder: string): void {
  const file = join(folder, databaseFile);
  const bytes = existsSync(file) ? statSync(file).size : null;
  if ((bytes !== null && bytes > 0) || !hasHeldIndex(folder)) return;
  const newest = new Map(
    listSnapshots(snapshotsIn(folder)).snapshots.map(({ collection, name }) => [
      collection,
      join(snapshotsIn(folder), `${name}.sqlite`),
    ]),
  );
  throw new DataMissingError(file, bytes === null ? 'missing' : 'empty', [...newest.values()]);
}

function hasHeldIndex(folder: string): boolean {
  const holds = (inside: string) => existsSync(inside) && readdirSync(inside).length > 0;
  return (
    existsSync(join(folder, markFile)) || holds(snapshotsIn(folder)) || holds(graphsIn(folder))
  );
}

/**
 * What is quick, before anything is served: the schema, the counts, and the structure of the whole
 * database up to a size, of its small tables beyond that.
 * @throws {DataCorruptError}
 */
export function checkAtStart(database: DatabaseSync, file: string): void {
  const whole = statSync(file).size <= limits.checkAtStartBytes;
  const small = tables.filter((table) => table !== 'vectors' && table !== 'images');
  const problems = [
    ...schemaProblems(database),
    ...(whole
      ? structureProblems(database, { quick: true })
      : small.flatMap((table) => structureProblems(database, { quick: true, table }))),
  ];
  if (problems.length === 0) problems.push(...countProblems(database));
  if (problems.length > 0) throw new DataCorruptError(`The database ${file}`, problems[0]);
}
