import type { IndexJob } from '@selfsame/client';
import { Problem } from '../parts/Problem.tsx';
import { Table } from '../parts/Table.tsx';
import { useTask } from '../parts/useTask.ts';
import { jobs } from '../server/live.ts';

const mostShown = 10;

/** Folders of the server's machine that are being indexed, or were. */
export function Jobs() {
  const [error, run] = useTask();
  const all = jobs.value?.filter((job): job is IndexJob => job.kind === 'index') ?? [];
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="jobs">
      <h3 id="jobs">Folders</h3>
      <Table heads={['folder', 'collection', 'state', 'new', 'there already', 'unreadable']} acts>
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
                  <button type="button" onClick={() => run((client) => client.jobs.cancel(job.id))}>
                    End
                  </button>
                )}
              </td>
            </tr>
          ))}
      </Table>
      {error && <Problem error={error} />}
    </section>
  );
}
