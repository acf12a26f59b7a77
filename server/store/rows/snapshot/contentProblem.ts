import type { SnapshotRecord } from '../../contract/snapshots.ts';
import { openReader } from '../database.ts';

/** Where a snapshot is not what its description says; null where it is. */
export function contentProblem(
  file: string,
  { collection, items, created }: SnapshotRecord,
): string | null {
  if (Number.isNaN(Date.parse(created))) return `its description says that it is of "${created}"`;
  const database = openReader(file);
  try {
    const there = database
      .prepare('SELECT name FROM collections')
      .all()
      .some(({ name }) => name === collection);
    if (!there) return `its description says that it is of "${collection}", which is not in it`;
    const count = database.prepare('SELECT count(*) AS n FROM items').get()!.n as number;
    return count === items ? null : `it holds ${count} items and not ${items}`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    database.close();
  }
}
