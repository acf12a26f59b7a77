import type { Client } from '@selfsame/client';

/** Has the browser save what a job found when it compared models, which is a page. */
export function SaveComparison({
  id,
  model,
  run,
}: {
  /** The job's. */
  id: string;
  model: string;
  run: (task: (client: Client) => Promise<unknown>) => Promise<void>;
}) {
  return (
    <button type="button" onClick={() => run((client) => save(client, id, model))}>
      Save the comparison
    </button>
  );
}

async function save(client: Client, job: string, model: string): Promise<void> {
  const page = new Blob([await client.jobs.comparison(job)], { type: 'text/html' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(page);
  link.download = `compare-${model.replace('/', '-')}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
