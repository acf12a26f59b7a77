import type { IndexJob } from '@selfsame/client';
import { Problem } from '../parts/Problem.tsx';
import { jobs } from '../server/live.ts';
import { useTask } from './useTask.ts';

const mostShown = 10;

/** Folders of the server's machine that are being indexed, or were. */
export function Jobs() {
  const [error, run] = useTask();
  const all = jobs.value?.filter((job): job is IndexJob => job.kind === 'index') ?? [];
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="jobs">
      <h3 id="jobs">Folders</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">folder</th>
              <th scope="col">collection</th>
              <th scope="col">state</th>
              <th scope="col">new</th>
              <th scope="col">there already</th>
              <th scope="col">unreadable</th>
              <th scope="col">
                <span class="unseen">what to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all
              .slice(-mostShown)
              .toReversed()
              .map((job) => (
                <tr key={job.id}>
                  <th scope="row">{job.folder}</th>
                  <td>{job.collection}</td>
                  <td>
                    {job.state}
                    {job.error && <span class="bad"> {job.error.message}</span>}
                  </td>
                  <td>{job.indexed.toLocaleString()}</td>
                  <td>{job.known.toLocaleString()}</td>
                  <td>{job.unreadable.toLocaleString()}</td>
                  <td class="doing">
                    {(job.state === 'running' || job.state === 'following') && (
                      <button
                        type="button"
                        onClick={() => run((client) => client.jobs.cancel(job.id))}
                      >
                        End
                      </button>
                    )}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {error && <Problem error={error} />}
    </section>
  );
}
