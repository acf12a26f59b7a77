import type { Activation, ComparisonJob } from '@selfsame/client';

/** How far a job has come that looks at pictures. */
export function StageProgress({ job }: { job: Activation | ComparisonJob }) {
  const { state, stage, done, total, rate, left } = job;
  return (
    <>
      <p class="status" role="status" aria-live="polite">
        {stage}
        {total > 0 && `: ${done.toLocaleString()} of ${total.toLocaleString()} pictures`}
        {/* Until there is something to go by, both are a dash. */}
        {state === 'running' && !rate.startsWith('-') && ` · ${rate} · ${left}`}
      </p>
      <progress aria-label={`Progress of ${stage}`} value={done} max={Math.max(total, 1)} />
    </>
  );
}
