import { afterEach } from 'node:test';

/** Longer than any test may take (`--test-timeout`), in milliseconds. */
const longestMs = 330_000;

/*
 * A test that fails may leave a store or a server open, which keeps its process, and with it the
 * whole run, for ever: whoever waits for nothing but that is ended, as a failure. Loaded before
 * each file (`--import`).
 */
let stuck: NodeJS.Timeout | undefined;
afterEach(() => {
  clearTimeout(stuck);
  stuck = setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`no test has ended for ${longestMs / 1000} s; still open: ${open}\n`);
    process.exit(1);
  }, longestMs).unref();
});
