import { Worker } from 'node:worker_threads';
import type { Findings, FoundFile } from '@selfsame/models';
import { FolderInvalidError } from '../errors/collections.ts';

/** What a scan's thread is started with. */
export interface ScanRequest {
  readonly folder: string;
  readonly hidden: boolean;
}

/** Some pictures, and at the end the rest or why there is nothing. */
export type ScanMessage =
  | { readonly pictures: readonly FoundFile[] }
  | Pick<Findings, 'leftOut' | 'passedOver'>
  | { readonly failed: string };

/**
 * Scans a folder in a thread of its own: looking into very many files takes seconds.
 * @returns null if it was cancelled
 * @throws {FolderInvalidError} if the folder cannot be read
 */
export function scanAside(request: ScanRequest, cancelled: AbortSignal): Promise<Findings | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Findings | null>();
  const file = new URL('./scanThread.ts', import.meta.url);
  const worker = new Worker(file, { workerData: request, name: 'scan' });
  const fail = (reason: string) => reject(new FolderInvalidError(request.folder, reason));
  const cancel = () => {
    resolve(null);
    void worker.terminate();
  };
  const pictures: FoundFile[] = [];
  worker.on('message', (message: ScanMessage) => {
    if ('pictures' in message) pictures.push(...message.pictures);
    else if ('failed' in message) fail(message.failed);
    else resolve({ pictures, ...message });
  });
  worker.on('error', (error: Error) => fail(error.message));
  worker.on('exit', () => fail('the thread that looked through it has ended'));
  if (cancelled.aborted) cancel();
  cancelled.addEventListener('abort', cancel);
  return promise.finally(() => cancelled.removeEventListener('abort', cancel));
}
