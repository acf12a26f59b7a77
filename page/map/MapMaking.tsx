import type { MapJob } from '@selfsame/client';
import { Problem } from '../parts/Problem.tsx';
import { useTask } from '../parts/useTask.ts';
import { jobs } from '../server/live.ts';

const stageTexts = {
  reading: 'vectors read',
  comparing: 'items compared',
  placing: 'rounds of placing',
} as const;

/** The last making of a collection's map that is known; undefined where there is none. */
export const lastMaking = (collection: string): MapJob | undefined =>
  jobs.value
    ?.filter((job): job is MapJob => job.kind === 'map' && job.collection === collection)
    .at(-1);

/** Has a map made, and tells how far that is. */
export function MapMaking({ collection, action }: { collection: string; action: string }) {
  const [error, run] = useTask();
  const job = lastMaking(collection);
  const { state, stage, done = 0, total = 0, rate = '', left } = job ?? {};
  return (
    <>
      {state === 'running' && (
        <>
          <p class="status" role="status" aria-live="polite">
            {stage === 'joining'
              ? 'Neighbours are joined, in one piece: of 20,000 items that takes half a minute'
              : `${done.toLocaleString()} of ${total.toLocaleString()} ${stageTexts[stage!]}`}
            {!rate.startsWith('-') && ` · ${rate} · ${left}`}
          </p>
          <progress
            aria-label="Making the map"
            {...(stage !== 'joining' && { value: done, max: Math.max(total, 1) })}
          />
        </>
      )}
      {state === 'failed' && <p class="bad">{job!.error?.message}</p>}
      {error && <Problem error={error} />}
      <div class="actions">
        {state === 'running' ? (
          <button type="button" onClick={() => run((client) => client.jobs.cancel(job!.id))}>
            Stop
          </button>
        ) : (
          <button
            type="button"
            onClick={() => run((client) => client.collections.makeMap(collection))}
          >
            {action}
          </button>
        )}
      </div>
    </>
  );
}
