import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../parts/Problem.tsx';
import { useAnswer } from '../parts/useAnswer.ts';
import { offline } from '../server/ask.ts';
import { collections } from '../server/live.ts';

/** Milliseconds between questions: each has a picture embedded. */
const often = 15_000;

/** Whether it can do what it is for, and by which device. */
export function Health() {
  const [round, setRound] = useState(0);
  const answer = useAnswer((client, cancel) => client.ready(cancel), [round]);
  useEffect(() => {
    if (answer.state === 'waiting') return;
    const timer = setTimeout(() => setRound(round + 1), often);
    return () => clearTimeout(timer);
  }, [answer.state]);
  const [last, setLast] = useState(answer);
  // The line does not go while it is asked again.
  useEffect(() => {
    if (answer.state !== 'waiting') setLast(answer);
  }, [answer]);
  const isReady = last.state === 'there' && !offline.value;
  const all = collections.value ?? [];
  const items = all.reduce((sum, collection) => sum + collection.items, 0);
  return (
    <section aria-label="Health">
      {last.state === 'failed' && <Problem error={last.error} again={() => setRound(round + 1)} />}
      <dl class="figures">
        <div>
          <dt>State</dt>
          <dd class={isReady ? 'good' : ''}>
            {offline.value
              ? 'no answer'
              : { waiting: 'asking …', there: 'ready', failed: 'not ready' }[last.state]}
          </dd>
        </div>
        <div>
          <dt>Device</dt>
          <dd>{last.state === 'there' ? last.value.device : '–'}</dd>
        </div>
        <div>
          <dt>Collections</dt>
          <dd>{all.length.toLocaleString()}</dd>
        </div>
        <div>
          <dt>Items</dt>
          <dd>{items.toLocaleString()}</dd>
        </div>
      </dl>
    </section>
  );
}
