// sharp works in libuv's threads, four unless told otherwise before the first of them is used. They
// share libvips' and glib's global locks: on 16 cores one process decoded 249 pictures/s in one
// thread, 686 in four and 748 in sixteen. So there are few, and processes for the rest.
process.env.UV_THREADPOOL_SIZE ??= '2';

/** Threads of this process that pictures are decoded in: what libuv makes of that, one at least. */
export const poolSize = Math.max(1, Number.parseInt(process.env.UV_THREADPOOL_SIZE, 10) || 1);
