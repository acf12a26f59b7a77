import { Worker } from 'node:worker_threads';
import { type Findings, type FoundFile, SelfsameError } from '@selfsame/models';
import { FolderInvalidError } from '../../errors/collections.ts';
import type { JsonText } from '../../store/contract/items.ts';

/** What a scan's thread is started with. */
export interface ScanRequest {
  readonly folder: string;
  readonly hidden: boolean;
  /** What is said of all pictures. */
  readonly metadata: object;
}

export interface FolderPicture extends FoundFile {
  /** What the folder says of it. */
  readonly metadata: JsonText;
}

interface Rest extends Pick<Findings, 'leftOut' | 'passedOver'> {
  /** The folder's real path. */
  readonly root: string;
  /** Files that say something of pictures. */
  readonly metadataFiles: number;
  /** Paths that the folder's table names and that are no pictures in it. */
  readonly unmatched: readonly string[];
}

/** A folder and all that is in it. */
export interface Scanned extends Rest {
  readonly pictures: readonly FolderPicture[];
}

interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly remedy?: string;
}

/** Some pictures, and at the end the rest or why there is nothing. */
export type ScanMessage =
  | { readonly pictures: readonly FolderPicture[] }
  | Rest
  | { readonly failed: Failure };

/**
 * Scans a folder in a thread of its own: looking into very many files takes seconds.
 * @returns null if it was cancelled
 * @throws {FolderInvalidError} if the folder cannot be read
 * @throws {MetadataTableError}
 */
export function scanAside(request: ScanRequest, cancelled: AbortSignal): Promise<Scanned | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Scanned | null>();
  const file = new URL('./scanThread.ts', import.meta.url);
  const worker = new Worker(file, { workerData: request, name: 'scan' });
  const fail = ({ message, code, remedy }: Failure) =>
    reject(
      code === undefined
        ? new FolderInvalidError(request.folder, message)
        : new SelfsameError(code, message, remedy!),
    );
  const cancel = () => {
    resolve(null);
    void worker.terminate();
  };
  const pictures: FolderPicture[] = [];
  worker.on('message', (message: ScanMessage) => {
    if ('pictures' in message) pictures.push(...message.pictures);
    else if ('failed' in message) fail(message.failed);
    else resolve({ pictures, ...message });
  });
  worker.on('error', (error: Error) => fail(error));
  worker.on('exit', () => fail({ message: 'the thread that looked through it has ended' }));
  if (cancelled.aborted) cancel();
  cancelled.addEventListener('abort', cancel);
  return promise.finally(() => cancelled.removeEventListener('abort', cancel));
}
