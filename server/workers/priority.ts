import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * How far the work gives way to the thread that serves HTTP, which then answers in milliseconds
 * however much there is to embed. Inference comes last: where cores are short its batches fill up
 * while pictures are decoded, which is where they save most.
 */
export const niceness = { decoding: 5, inference: 10 } as const;

/** Lowers the priority of a process, or of a thread on Linux; it is a help and no more. */
export function lowerPriority(id: number, to: number): void {
  try {
    setPriority(id, to);
  } catch {
    // It has ended already, or the system does not let us.
  }
}

/** libuv's and, under each of them, one of libvips, which inherits its priority later on. */
const poolThreads = ['libuv-worker', 'libvips worker'];

/** Lowers the priority of the threads that sharp works in. Only Linux has one for each thread. */
export function lowerPoolThreads(to: number): void {
  const tasks = '/proc/self/task';
  if (!existsSync(tasks)) return;
  for (const id of readdirSync(tasks)) {
    const name = readFileSync(`${tasks}/${id}/comm`, 'utf8').trim();
    if (poolThreads.includes(name)) lowerPriority(Number(id), to);
  }
}
