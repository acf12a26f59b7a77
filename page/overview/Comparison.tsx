import type { ComparisonJob } from '@selfsame/client';
import { Problem } from '../parts/Problem.tsx';
import { useTask } from '../parts/useTask.ts';
import { jobs } from '../server/live.ts';
import { SaveComparison } from './SaveComparison.tsx';
import { StageProgress } from './StageProgress.tsx';
import { Verdict } from './Verdict.tsx';

/** The last comparison of a model with that of today, which changes nothing. */
export function Comparison() {
  const [error, run] = useTask();
  const job = jobs.value?.filter((one): one is ComparisonJob => one.kind === 'comparison').at(-1);
  if (job === undefined) return null;
  const { id, model, beside, state, verdict } = job;
  return (
    <section class="report" aria-label="A comparison">
      <h3>
        {model} beside {beside}
      </h3>
      {state === 'running' && <StageProgress job={job} />}
      {state === 'cancelled' && <p>It was stopped.</p>}
      {job.error && <p class="bad">{`${job.error.message} ${job.error.remedy}`}</p>}
      {verdict && <Verdict verdict={verdict} worse="It does worse" />}
      {error && <Problem error={error} />}
      <div class="actions">
        {verdict && <SaveComparison id={id} model={model} run={run} />}
        {state === 'running' && (
          <button type="button" onClick={() => run((client) => client.jobs.cancel(id))}>
            Stop
          </button>
        )}
      </div>
    </section>
  );
}
