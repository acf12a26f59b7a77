import { createHash } from 'node:crypto';
import type { PixelRule } from '@selfsame/models';
import { decodePicture, PictureError, readPicture } from '@selfsame/models';
import { createProgress } from '../progress.ts';
import { mapInOrder } from './mapInOrder.ts';
import { type PictureFile, storedPath } from './scan.ts';
import type { DecodedFile, PixelStore } from './store/PixelStore.ts';
import { decodingAtOnce } from './threads.ts';

/** What is decoded is stored after so long, or when so much of it waits: a crash loses no more. */
const storeEveryMs = 1000;
const waitingBytes = 32 * 1024 * 1024;

/**
 * Reads files and decodes those whose content the store lacks. What an interrupted run has stored
 * is not decoded again.
 * @returns why files could not be read, by their paths
 */
export async function decodeInto(
  store: PixelStore,
  folder: string,
  files: readonly PictureFile[],
  rule: PixelRule,
): Promise<Map<string, string>> {
  const unreadable = new Map<string, string>();
  const progress = createProgress({ label: 'decode', total: files.length, unit: 'pictures' });
  let waiting: DecodedFile[] = [];
  let stored = performance.now();
  let done = 0;
  let skipped = 0;
  const flush = () => {
    store.add(waiting);
    waiting = [];
    stored = performance.now();
  };
  const decoded = mapInOrder(files, decodingAtOnce, (file) => decode(store, folder, file, rule));
  try {
    for await (const one of decoded) {
      if ('content' in one) waiting.push(one);
      else unreadable.set(one.file.path, one.reason);
      if ('reason' in one || (one.result && 'reason' in one.result)) skipped++;
      progress.update(++done, skipped > 0 ? `${skipped} skipped` : '');
      const due = performance.now() - stored > storeEveryMs;
      if (due || waiting.length * store.bytes > waitingBytes) flush();
    }
    flush();
  } finally {
    progress.stop();
  }
  return unreadable;
}

async function decode(
  store: PixelStore,
  folder: string,
  file: PictureFile,
  rule: PixelRule,
): Promise<DecodedFile | { readonly file: PictureFile; readonly reason: string }> {
  const path = storedPath(folder, file);
  let bytes: Uint8Array;
  try {
    bytes = await readPicture(file.place);
  } catch (error) {
    return { file, reason: reasonOf(error) };
  }
  const content = createHash('sha256').update(bytes).digest();
  if (store.has(content)) return { path, file, content };
  try {
    return { path, file, content, result: await decodePicture(bytes, rule) };
  } catch (error) {
    return { path, file, content, result: { reason: reasonOf(error) } };
  }
}

/** What is wrong with one picture is no reason to stop; anything else is. */
function reasonOf(error: unknown): string {
  if (error instanceof PictureError) return error.message;
  throw error;
}
