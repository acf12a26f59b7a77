import { availableParallelism } from 'node:os';

// sharp works in libuv's threads, four unless told otherwise before the first of them is used.
process.env.UV_THREADPOOL_SIZE ??= `${Math.max(4, availableParallelism())}`;

/** Threads that pictures are decoded in. */
export const poolSize = Number(process.env.UV_THREADPOOL_SIZE);
