import type { Board, JobOnBoard, PublishedJob } from '../../contract/replicas.ts';
import type { Rows } from '../Rows.ts';

/** @param own the id of this server @param host its name */
export async function publish(
  rows: Rows,
  jobs: readonly PublishedJob[],
  own: string,
  host: string,
): Promise<void> {
  for (const job of jobs)
    await rows.rows(
      `INSERT INTO jobs (id, member, host, created, told)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE
           SET member = excluded.member, host = excluded.host, told = excluded.told`,
      [job.id, own, host, job.created, JSON.stringify(job)],
    );
}

const onBoard = (rows: Rows, condition: string, values: readonly unknown[]) =>
  rows.rows<JobOnBoard>(
    `SELECT members.id AS member, host, told AS job
       FROM jobs LEFT JOIN members ON members.id = jobs.member
       WHERE ${condition} ORDER BY jobs.created, jobs.id`,
    values,
  );

export const boardOf = (rows: Rows, own: string, host: string): Board => ({
  publish: (jobs) => publish(rows, jobs, own, host),
  list: (kind) =>
    kind === undefined ? onBoard(rows, 'true', []) : onBoard(rows, "told->>'kind' = $1", [kind]),
  find: async (id) => (await onBoard(rows, 'jobs.id = $1', [id]))[0] ?? null,
});
