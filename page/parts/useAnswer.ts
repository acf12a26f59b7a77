import type { Client } from '@selfsame/client';
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../server/ask.ts';
import { key } from '../server/key.ts';
import { useReturns } from './useReturns.ts';

export type Answer<Value> =
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly value: Value; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly error: Error };

/**
 * Asks the server whenever one of `on`, or the key, changes. What was there before goes at once, so that
 * an error, or another question, never stands beside an old answer.
 */
export function useAnswer<Value>(
  question: (client: Client, cancel: { signal: AbortSignal }) => Promise<Value>,
  on: readonly unknown[],
): Answer<Value> {
  const [known, setKnown] = useState<{ asked: readonly unknown[]; answer: Answer<Value> }>();
  const answered = known?.answer;
  const round = useReturns(answered?.state === 'failed' ? answered.error : undefined);
  const asked = [...on, key.value, round];
  useEffect(() => {
    const gone = new AbortController();
    const began = performance.now();
    const take = (answer: Answer<Value>) => {
      if (!gone.signal.aborted) setKnown({ asked, answer });
    };
    ask((client) => question(client, { signal: gone.signal })).then(
      (value) => take({ state: 'there', value, milliseconds: performance.now() - began }),
      (error: Error) => take({ state: 'failed', error }),
    );
    return () => gone.abort();
  }, asked);
  // What is known may be of the question before.
  const isOfThis = known?.asked.every((one, i) => one === asked[i]);
  return isOfThis ? known!.answer : waiting;
}

const waiting = { state: 'waiting' } as const;
