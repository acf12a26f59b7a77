import { availableParallelism } from 'node:os';

// sharp works in libuv's threads, four unless told otherwise before the first of them is used. Where
// there are two cores, three embed more pictures than two or four: 3 % more than four at 8 clients,
// and as many at 32.
process.env.UV_THREADPOOL_SIZE ??= `${Math.max(3, availableParallelism())}`;

/** Threads that pictures are decoded in: what libuv makes of that variable, one at least. */
export const poolSize = Math.max(1, Number.parseInt(process.env.UV_THREADPOOL_SIZE, 10) || 1);
