import { serve } from '../../../server/workers/serve.ts';

export type TestOperations = {
  echo: (value: unknown) => unknown;
  /** Has the event loop do something, once it has its turn. */
  later: () => void;
  /** How much of that it has done. */
  done: () => number;
  fail: (message: string) => never;
  exit: () => never;
  crash: () => never;
  hang: () => never;
  close: () => void;
};

await serve(async ({ greeting }: { greeting: string }) => {
  if (greeting === '') throw new Error('no greeting');
  let done = 0;
  const operations: TestOperations = {
    echo: (value) => value,
    later: () => void setImmediate(() => done++),
    done: () => done,
    fail(message) {
      throw new Error(message);
    },
    exit: () => process.exit(3),
    crash: () => process.abort(),
    hang() {
      for (;;);
    },
    close() {},
  };
  return { ready: greeting, operations };
});
