// sharp works in libuv's threads, four unless told otherwise before the first of them is used. Those
// of one process hold each other up (locks of libvips and glib are a likely reason): on 16 cores it
// decoded 249 pictures/s in one thread, 686 in four and 748 in sixteen, and 16 processes of one thread
// 4,047. So there are few, and processes for the rest, which inherit the number.
process.env.UV_THREADPOOL_SIZE ??= '2';

/** Threads of this process that pictures are decoded in: what libuv makes of that, one at least. */
export const poolSize = Math.max(1, Number.parseInt(process.env.UV_THREADPOOL_SIZE, 10) || 1);
