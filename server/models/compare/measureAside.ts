import { Worker } from 'node:worker_threads';
import { ThreadStoppedError } from '../../errors/service.ts';
import type { Embedded, Measured } from './measure.ts';

/**
 * `measure` of each, in one thread of their own.
 * @throws {ThreadStoppedError}, and the signal's reason if it is cancelled
 */
export async function measureAside(
  embedded: readonly Embedded[],
  signal: AbortSignal,
): Promise<Measured[]> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Measured[]>();
  const file = new URL('./measureThread.ts', import.meta.url);
  const worker = new Worker(file, { workerData: embedded, name: 'measure' });
  const stopped = (reason: string) => reject(new ThreadStoppedError('measure', reason));
  worker.on('message', resolve);
  worker.on('error', (error: Error) => stopped(error.message));
  worker.on('exit', () => stopped('it was ended'));
  const cancel = () => {
    reject(signal.reason);
    void worker.terminate();
  };
  signal.addEventListener('abort', cancel);
  return promise.finally(() => signal.removeEventListener('abort', cancel));
}
