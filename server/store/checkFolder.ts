import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NoIndexError } from '../errors/start.ts';
import { sha256File } from './files.ts';
import { type CheckReport, checkDatabase } from './rows/checkDatabase.ts';
import { databaseFile } from './rows/database.ts';
import { indexesIn, snapshotsIn } from './rows/folder.ts';
import { lockFolder } from './rows/lock.ts';
import { refuseMissing } from './rows/refuseMissing.ts';
import { refuseReplaced } from './rows/refuseReplaced.ts';
import { contentProblem } from './rows/snapshot/contentProblem.ts';
import { listSnapshots } from './rows/snapshot/sidecar.ts';
import { indexProblem } from './search/indexFiles.ts';

/**
 * Reads everything in a data folder that no server is using: the database's structure, its counts,
 * every row's checksum, the indexes and the snapshots.
 * @param onProgress told what is being looked at
 */
export function checkFolder(
  folder: string,
  onProgress: (text: string) => void = () => {},
): CheckReport {
  const file = join(folder, databaseFile);
  refuseMissing(folder);
  refuseReplaced(folder);
  if (!existsSync(file)) throw new NoIndexError(folder);
  const unlock = lockFolder(folder);
  try {
    const { items, problems } = checkDatabase(file, onProgress);
    return {
      items,
      problems: [
        ...problems,
        ...checkIndexes(indexesIn(folder), onProgress),
        ...checkSnapshots(snapshotsIn(folder), onProgress),
      ],
    };
  } finally {
    unlock();
  }
}

function checkIndexes(folder: string, onProgress: (text: string) => void): string[] {
  if (!existsSync(folder)) return [];
  const sidecars = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return sidecars.flatMap((name) => {
    onProgress(`ann/${name}`);
    const problem = indexProblem(folder, name);
    return problem === null ? [] : [`ann/${name}: ${problem}; it is built anew when it is needed`];
  });
}

function checkSnapshots(folder: string, onProgress: (text: string) => void): string[] {
  const { snapshots, broken } = listSnapshots(folder);
  const wrong = snapshots.flatMap((snapshot) => {
    onProgress(`snapshots/${snapshot.name}`);
    const file = join(folder, `${snapshot.name}.sqlite`);
    const problem =
      sha256File(file) === snapshot.sha256
        ? contentProblem(file, snapshot)
        : 'its checksum does not match';
    return problem === null ? [] : [`snapshots/${snapshot.name}.sqlite: ${problem}`];
  });
  return [...broken.map(({ file, reason }) => `snapshots/${file}: ${reason}`), ...wrong];
}
