import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import { countProblems, schemaProblems, structureProblems, tables } from './integrity.ts';

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
