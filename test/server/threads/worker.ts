import { serve } from '../../../server/threads/serve.ts';

export type TestOperations = {
  echo: (value: unknown) => unknown;
  fail: (message: string) => never;
  exit: () => never;
  crash: () => never;
  hang: () => never;
  close: () => void;
};

await serve(async ({ greeting }: { greeting: string }) => {
  if (greeting === '') throw new Error('no greeting');
  const operations: TestOperations = {
    echo: (value) => value,
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
