import { availableParallelism } from 'node:os';

// libuv starts its threads on first use and reads this then; its own default is 4 on any machine.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(4, availableParallelism()));

/** How many pictures are decoded at a time: enough that no thread waits for the next one. */
export const decodingAtOnce = 2 * Number(process.env.UV_THREADPOOL_SIZE);
