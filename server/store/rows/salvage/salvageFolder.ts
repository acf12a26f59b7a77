import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SelfsameError } from '@selfsame/models/light';
import { DataCorruptError } from '../../../errors/collections.ts';
import { defaultCollection } from '../../contract/collections.ts';
import { fsyncPath, sha256File } from '../../files.ts';
import { asStoreError, databaseFile, openReader, openWriter } from '../database.ts';
import { snapshotsIn } from '../folder.ts';
import { lockFolder } from '../lock.ts';
import { markFolder } from '../mark.ts';
import { listSnapshots } from '../snapshot/sidecar.ts';
import { copyAside } from './copyAside.ts';
import { copyReadable, type Salvaged } from './copyReadable.ts';

/**
 * Copies what can be read of a data folder that no server is using into a new one, snapshots
 * included. Nothing in the old folder changes.
 */
export function salvageFolder(
  folder: string,
  into: string,
  onProgress: (text: string) => void = () => {},
): Salvaged {
  const unlock = existsSync(join(folder, 'lock')) ? lockFolder(folder) : () => {};
  try {
    const aside = copyAside(folder, into);
    const salvaged = salvageDatabase(aside, join(into, databaseFile), onProgress);
    for (const ending of ['', '-wal', '-shm']) rmSync(aside + ending, { force: true });
    const lost = copySnapshots(snapshotsIn(folder), snapshotsIn(into), onProgress);
    return { ...salvaged, lost: [...salvaged.lost, ...lost] };
  } finally {
    unlock();
  }
}

function salvageDatabase(
  aside: string,
  file: string,
  onProgress: (text: string) => void,
): Salvaged {
  const to = openWriter(file);
  try {
    markFolder(join(file, '..'), to);
    // Brings what an earlier version wrote up to this one.
    openWriter(aside).close();
    const from = openReader(aside);
    try {
      to.exec('BEGIN IMMEDIATE');
      const salvaged = copyReadable(from, to, onProgress);
      to.prepare('INSERT OR IGNORE INTO collections (name, created) VALUES (?, ?)').run(
        defaultCollection,
        new Date().toISOString(),
      );
      to.exec('COMMIT');
      return salvaged;
    } finally {
      from.close();
    }
  } catch (error) {
    const known = asStoreError(error);
    if (!(known instanceof SelfsameError)) throw error;
    const reason = known instanceof DataCorruptError ? known.reason : (error as Error).message;
    const lost = [`everything in ${databaseFile}: ${reason}`];
    return { items: 0, vectors: 0, images: 0, lost };
  } finally {
    to.close();
  }
}

/** @returns what is not copied, a line each */
function copySnapshots(from: string, into: string, onProgress: (text: string) => void): string[] {
  const { snapshots, broken } = listSnapshots(from);
  const lost = broken.map(({ file, reason }) => `snapshots/${file}: ${reason}`);
  for (const { name, sha256 } of snapshots) {
    onProgress(`snapshots/${name}`);
    if (sha256File(join(from, `${name}.sqlite`)) !== sha256) {
      lost.push(`snapshots/${name}.sqlite: its checksum does not match`);
      continue;
    }
    for (const ending of ['.sqlite', '.json']) {
      copyFileSync(join(from, name + ending), join(into, name + ending));
      fsyncPath(join(into, name + ending));
    }
  }
  fsyncPath(into);
  return lost;
}
