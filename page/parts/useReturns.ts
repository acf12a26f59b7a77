import { useEffect, useState } from 'preact/hooks';
import { hasCode, returns } from '../server/ask.ts';

/** Changes once the server is back after it did not answer something: that is to be asked again then. */
export function useReturns(error: unknown): number {
  const now = returns.value;
  const [round, setRound] = useState(now);
  useEffect(() => {
    if (hasCode(error, 'no_server')) setRound(now);
  }, [now]);
  return round;
}
