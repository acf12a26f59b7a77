import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../errors/collections.ts';
import { DataFolderError } from '../errors/start.ts';
import { graphProblem } from './ann/snapshots.ts';
import { sha256File } from './files.ts';
import { asStoreError, databaseFile, openWriter } from './sqlite/database.ts';
import { graphsIn, snapshotsIn } from './sqlite/folder.ts';
import {
  countProblems,
  danglingProblems,
  schemaProblems,
  structureProblems,
} from './sqlite/integrity.ts';
import { lockFolder } from './sqlite/lock.ts';
import { listSnapshots } from './sqlite/snapshot/sidecar.ts';
import { refuseMissing } from './sqlite/startChecks.ts';
import { type WalkPlace, walkRowsOf, walkStart } from './sqlite/walkRows.ts';

export interface FolderReport {
  readonly items: number;
  /** What is wrong, a line each; empty when all is well. */
  readonly problems: readonly string[];
}

/**
 * Reads everything in a data folder that no server is using: the database's structure, its counts,
 * every row's checksum, the graphs and the snapshots.
 * @param onProgress told what is being looked at
 */
export function checkFolder(
  folder: string,
  onProgress: (text: string) => void = () => {},
): FolderReport {
  const file = join(folder, databaseFile);
  refuseMissing(folder);
  if (!existsSync(file)) throw new DataFolderError(folder, new Error('it holds no index'));
  const unlock = lockFolder(folder);
  try {
    const { items, problems } = checkDatabase(file, onProgress);
    return {
      items,
      problems: [
        ...problems,
        ...checkGraphs(graphsIn(folder), onProgress),
        ...checkSnapshots(snapshotsIn(folder), onProgress),
      ],
    };
  } finally {
    unlock();
  }
}

function checkDatabase(file: string, onProgress: (text: string) => void): FolderReport {
  const problems: string[] = [];
  let items = 0;
  /** Runs one check; what keeps it from running is a problem as well. */
  const attempt = (check: () => void) => {
    try {
      check();
    } catch (error) {
      const known = asStoreError(error);
      if (!(known instanceof DataCorruptError)) throw known;
      problems.push(`${known.what}: ${known.reason}`);
    }
  };
  attempt(() => {
    const database = openWriter(file);
    try {
      onProgress('structure');
      attempt(() => problems.push(...structureProblems(database)));
      const missing = schemaProblems(database);
      problems.push(...missing);
      if (missing.length > 0) return;
      onProgress('counts');
      attempt(() => problems.push(...danglingProblems(database)));
      attempt(() => problems.push(...countProblems(database)));
      attempt(() => {
        items = database.prepare('SELECT count(*) AS n FROM items').get()?.n as number;
      });
      attempt(() => problems.push(...checkRows(database, onProgress)));
    } finally {
      database.close();
    }
  });
  return { items, problems };
}

function checkRows(database: DatabaseSync, onProgress: (text: string) => void): string[] {
  const walk = walkRowsOf(database);
  const problems: string[] = [];
  let rows = 0;
  for (let place: WalkPlace | null = walkStart; place !== null; ) {
    const walked = walk(place);
    rows += walked.rows;
    onProgress(`${place.table}, ${rows} checksums so far`);
    problems.push(...walked.problems.map(({ what, reason }) => `${what}: ${reason}`));
    place = walked.next;
  }
  return problems;
}

function checkGraphs(folder: string, onProgress: (text: string) => void): string[] {
  if (!existsSync(folder)) return [];
  const sidecars = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return sidecars.flatMap((name) => {
    onProgress(`ann/${name}`);
    const problem = graphProblem(folder, name);
    return problem === null ? [] : [`ann/${name}: ${problem}; it is built anew when it is needed`];
  });
}

function checkSnapshots(folder: string, onProgress: (text: string) => void): string[] {
  const { snapshots, broken } = listSnapshots(folder);
  const changed = snapshots.filter(({ name, sha256 }) => {
    onProgress(`snapshots/${name}`);
    return sha256File(join(folder, `${name}.sqlite`)) !== sha256;
  });
  return [
    ...broken.map(({ file, reason }) => `snapshots/${file}: ${reason}`),
    ...changed.map(({ name }) => `snapshots/${name}.sqlite: its checksum does not match`),
  ];
}
