import { serve } from '../../../server/threads/serve.ts';

export type TestOperations = {
  echo: (value: unknown) => unknown;
  fail: (message: string) => never;
  exit: () => never;
  hang: () => never;
  close: () => void;
};

await serve(async () => {
  const operations: TestOperations = {
    echo: (value) => value,
    fail(message) {
      throw new Error(message);
    },
    exit: () => process.exit(3),
    hang() {
      for (;;);
    },
    close() {},
  };
  return { ready: process.pid, operations };
});
