import { ExportUnwritableError } from '../../errors/client.ts';
import type { Call, Download } from '../call.ts';
import { Folder } from './Folder.ts';
import { fetchAll } from './fetchAll.ts';
import { countItems, listItems } from './items.ts';

export interface Export {
  readonly call: Call;
  readonly download: Download;
  readonly collection: string;
  readonly folder: string;
  /** Ends it early. */
  readonly stop: AbortSignal;
  /** Told of items. */
  readonly onProgress: (done: number, total: number) => void;
}

/** What an export came to, in pictures. */
export interface Exported {
  readonly written: number;
  /** That were there already. */
  readonly known: number;
  /** Of items that are gone, or have none any more: taken out of the folder. */
  readonly removed: number;
  /** Items of which no picture is kept. */
  readonly unkept: number;
  /** Whether it was ended before all were there. */
  readonly stopped: boolean;
}

/**
 * Makes a folder hold the pictures that a collection keeps, and a manifest of them: what is new or was
 * changed is written, what is gone is taken out, and what is there already stays. Broken off at any
 * point it is gone on with by the same again.
 * @throws {ExportFolderError} {@link ExportLockedError} {@link ExportUnwritableError} and what the
 *   server tells
 */
export async function exportPictures(asked: Export): Promise<Exported> {
  // Before anything is made: of a collection that is not there nothing is left.
  const total = await countItems(asked.call, asked.collection);
  try {
    const folder = await Folder.open(asked.folder, asked.collection);
    try {
      return await fill(folder, asked, total);
    } finally {
      await folder.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new ExportUnwritableError(asked.folder, error as Error);
  }
}

async function fill(folder: Folder, asked: Export, total: number): Promise<Exported> {
  const { call, download, collection, stop, onProgress } = asked;
  const present = new Set<string>();
  let [written, known, unkept, done] = [0, 0, 0, 0];
  for await (const items of listItems(call, collection)) {
    const tell = (more: number) => {
      done += more;
      onProgress(done, Math.max(total, done));
    };
    const kept = items.filter(({ image }) => image !== null);
    const wanted = kept.filter((item) => !folder.has(item));
    for (const item of kept) if (!wanted.includes(item)) present.add(item.id);
    tell(items.length - wanted.length);
    const fetched = await fetchAll(download, wanted, folder.unfinished, stop, () => tell(1));
    await folder.put(fetched);
    for (const { item } of fetched) present.add(item.id);
    written += fetched.length;
    known += kept.length - wanted.length;
    unkept += items.length - kept.length;
    if (stop.aborted) return { written, known, removed: 0, unkept, stopped: true };
  }
  const removed = await folder.keepOnly(present);
  await folder.tidy();
  return { written, known, removed, unkept, stopped: false };
}
