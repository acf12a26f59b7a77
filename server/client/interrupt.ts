/** Exit status after Ctrl-C, as shells report it. */
export const interrupted = 130;
/** A later signal, in milliseconds, is another press: it ends the process at once. */
const onePress = 1000;

/** Ctrl-C, as a signal that whoever works looks at. */
export function onInterrupt(): AbortSignal {
  const stop = new AbortController();
  let heard = 0;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      // Where npm hands the terminal's signal on, one Ctrl-C arrives twice.
      if (stop.signal.aborted && performance.now() - heard > onePress) process.exit(interrupted);
      heard = performance.now();
      stop.abort();
    });
  }
  return stop.signal;
}
