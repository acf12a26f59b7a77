import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HeldServer } from './server.ts';
import { treeBytes } from './treeBytes.ts';

/** What was seen of a server while something happened to it. */
export interface Seen {
  /** Times of `GET /healthz`, asked fifty times a second, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Askings that met a broken connection. */
  readonly failed: number;
  /** Resident memory of all its processes: before, the most meanwhile, and after, in bytes. */
  readonly before: number;
  readonly peak: number;
  readonly after: number;
}

/** Watches a server while `work` is done to it. */
export async function watch<T>(
  { url, pid }: HeldServer,
  work: () => Promise<T>,
): Promise<{ seen: Seen; result: T }> {
  const before = treeBytes(pid);
  const worker = new Worker(new URL('watcher.ts', import.meta.url), { workerData: { url, pid } });
  await once(worker, 'online');
  const result = await work();
  worker.postMessage('stop');
  const [figures] = await once(worker, 'message');
  await worker.terminate();
  return { seen: { ...figures, before, after: treeBytes(pid) }, result };
}
