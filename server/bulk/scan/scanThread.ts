import { realpathSync } from 'node:fs';
import { extname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type LeftOutFile, type PassedOver, SelfsameError, scanFolder } from '@selfsame/models';
import { folderMetadata } from '../metadata/folderMetadata.ts';
import type { FolderPicture, ScanMessage, ScanRequest } from './scanAside.ts';

/** Pictures in one message: a list of all would hold up the thread that takes it. */
const atOnce = 1000;

/** The thread of one scan. */
const { folder, hidden, metadata } = workerData as ScanRequest;
const tell = (message: ScanMessage) => parentPort!.postMessage(message);
try {
  const found = scanFolder(folder, { hidden });
  const said = folderMetadata(folder, metadata);
  const leftOut: LeftOutFile[] = [...found.leftOut];
  let pictures: FolderPicture[] = [];
  for (const file of found.pictures) {
    try {
      pictures.push({ ...file, metadata: said.of(file) });
    } catch (error) {
      if (!(error instanceof SelfsameError)) throw error;
      leftOut.push({ path: file.path, code: error.code, message: error.message });
    }
    if (pictures.length < atOnce) continue;
    tell({ pictures });
    pictures = [];
  }
  const { sidecars, table, unmatched } = said.sum();
  const passedOver = { ...found.passedOver, notPictures: { ...found.passedOver.notPictures } };
  discount(passedOver, 'json', sidecars);
  if (table !== null) discount(passedOver, extname(table).slice(1), 1);
  tell({ pictures });
  const metadataFiles = sidecars + (table === null ? 0 : 1);
  tell({ root: realpathSync(folder), leftOut, passedOver, metadataFiles, unmatched });
} catch (error) {
  const { code, message, remedy } = error as SelfsameError;
  tell({ failed: error instanceof SelfsameError ? { code, message, remedy } : { message } });
}

/** Takes files that are of use out of those that are no pictures. */
function discount({ notPictures }: PassedOver, kind: string, files: number): void {
  const counts = notPictures as Record<string, number>;
  const key = kind in counts ? kind : 'others';
  if (files === 0 || counts[key] === undefined) return;
  counts[key] -= files;
  if (counts[key] <= 0) delete counts[key];
}
