import { watch } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread that hears of changes in a folder: beginning to takes long where it is large. */
const watcher = watch(workerData as string, { recursive: true });
watcher.on('change', () => parentPort!.postMessage('change'));
