import type { Activation } from '@selfsame/client';
import { confirm } from '../parts/confirm.tsx';
import { Problem } from '../parts/Problem.tsx';
import { useTask } from '../parts/useTask.ts';
import { jobs, models } from '../server/live.ts';
import { SaveComparison } from './SaveComparison.tsx';
import { StageProgress } from './StageProgress.tsx';
import { Verdict } from './Verdict.tsx';

/** The model that is being taken into use, or was the last to be. */
export function Refresh() {
  const current = currentOf();
  return current === undefined ? null : <Progress job={current} />;
}

function currentOf(): Activation | undefined {
  const ofJobs = jobs.value?.filter((job): job is Activation => job.kind === 'activation').at(-1);
  // Whoever may not see jobs is told of the one under way with its model.
  const ofModels = models.value
    ?.map((model) => ('activation' in model ? model.activation : null))
    .find((one) => one !== null);
  return ofJobs ?? ofModels;
}

const stateTexts = {
  running: 'is being taken into use',
  paused: 'is paused on its way into use',
  done: 'is in use',
  cancelled: 'was not taken into use: it was cancelled',
  failed: 'was not taken into use',
} as const;

function Progress({ job }: { job: Activation }) {
  const [error, run] = useTask();
  const { id, model, state, resumable, verdict } = job;
  const underWay = state === 'running' || state === 'paused' || resumable;
  const undo = () =>
    confirm({
      title: `Undo ${model}?`,
      text: 'Collections go on with the model that they were searched by before. What was embedded for the new one is dropped.',
      action: 'Undo',
      act: () => run((client) => client.jobs.cancel(id)),
    });
  return (
    <section class="report" aria-label="A model on its way into use">
      <h3>
        {model} {job.rollback && state === 'done' ? 'is in use again' : stateTexts[state]}
      </h3>
      {underWay && <StageProgress job={job} />}
      {job.error && <p class="bad">{job.error.message}</p>}
      {job.unmade.count > 0 && (
        <p class="bad">{job.unmade.count} kept pictures could not be embedded.</p>
      )}
      {verdict && (
        <Verdict
          verdict={verdict}
          worse={`It does worse${verdict.forced ? ', and was taken all the same' : ''}`}
        />
      )}
      {error && <Problem error={error} />}
      <div class="actions">
        {verdict && <SaveComparison id={id} model={model} run={run} />}
        {state === 'running' && (
          <button type="button" onClick={() => run((client) => client.jobs.pause(id))}>
            Pause
          </button>
        )}
        {resumable && (
          <button
            type="button"
            class="strong"
            onClick={() => run((client) => client.jobs.resume(id))}
          >
            Go on
          </button>
        )}
        {underWay && (
          <button type="button" class="danger" onClick={undo}>
            Undo …
          </button>
        )}
      </div>
    </section>
  );
}
