/** One Ctrl-C arrives twice where npm hands the terminal's signal on to the commands it runs. */
const onePress = 1000;

/**
 * Aborts on Ctrl-C (or SIGTERM), and ends the process at once on a second one. A step on the CPU
 * is deaf to signals: a Ctrl-C is heard when it ends, and two in the same step count as one.
 * @param status to end with
 */
export function stopOnSignals(status: number): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  const onSignal = () => {
    if (!stop.signal.aborted) {
      first = performance.now();
      console.error('\nstopping (Ctrl-C again: at once, without a checkpoint) ...');
      stop.abort();
    } else if (performance.now() - first > onePress) process.exit(status);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stop.signal;
}
