import type { Client } from '@selfsame/client';
import { useState } from 'preact/hooks';
import { ask } from '../server/ask.ts';
import { refresh } from '../server/live.ts';

/** Something that a button does: what went wrong with it the last time, and what does it. */
export function useTask(): readonly [
  Error | null,
  (task: (client: Client) => Promise<unknown>) => Promise<void>,
] {
  const [error, setError] = useState<Error | null>(null);
  return [
    error,
    async (task) => {
      setError(null);
      try {
        await ask(task);
        await refresh();
      } catch (failed) {
        setError(failed as Error);
      }
    },
  ];
}
