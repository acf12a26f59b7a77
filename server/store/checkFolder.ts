import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderError } from '../errors/start.ts';
import { sha256File } from './files.ts';
import { type CheckReport, checkDatabase } from './rows/checkDatabase.ts';
import { databaseFile } from './rows/database.ts';
import { graphsIn, snapshotsIn } from './rows/folder.ts';
import { lockFolder } from './rows/lock.ts';
import { listSnapshots } from './rows/snapshot/sidecar.ts';
import { refuseMissing } from './rows/startChecks.ts';
import { graphProblem } from './search/graphFiles.ts';

/**
 * Reads everything in a data folder that no server is using: the database's structure, its counts,
 * every row's checksum, the graphs and the snapshots.
 * @param onProgress told what is being looked at
 */
export function checkFolder(
  folder: string,
  onProgress: (text: string) => void = () => {},
): CheckReport {
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
