import { leftOutText, passedOverCount, printable } from '@selfsame/models';
import type { JobAnswer, JobBody } from './jobs.ts';

/** How many of the files that were found have had their turn. */
export const doneOf = (job: JobAnswer): number =>
  job.indexed +
  job.changed +
  job.copied +
  job.moved +
  job.known +
  job.unreadable +
  job.metadataFiles +
  passedOverCount(job.passedOver);

/** What could not be read or put in, and why. */
export function problemLines({ files, unreadable, unmatched }: JobAnswer): string[] {
  const lines = files.map(
    ({ path, message }) => `left out: ${printable(path)}: ${printable(message)}`,
  );
  if (unreadable > files.length) lines.push(`and ${unreadable - files.length} more`);
  if (unmatched.count > 0) {
    const some = unmatched.paths.map(printable).join(', ');
    const more = unmatched.count > unmatched.paths.length ? ', ...' : '';
    lines.push(`the metadata names ${unmatched.count} that are no pictures here: ${some}${more}`);
  }
  return lines;
}

/** What became of each picture that was not there already. */
export function changeLines({ changes, ...job }: JobAnswer): string[] {
  const lines = changes.map(({ change, path, from }) => {
    const was = from ? ` (was ${printable(from)})` : '';
    return `${change.padEnd(8)} ${printable(path)}${was}`;
  });
  const all = job.indexed + job.changed + job.copied + job.moved + job.gone;
  return all > changes.length ? [...lines, `and ${all - changes.length} more`] : lines;
}

/** What a pass over a folder came to, in a line or two. */
export function summaryLines(
  job: JobAnswer,
  { prune, dryRun }: Pick<JobBody, 'prune' | 'dryRun'>,
): string[] {
  const { found, indexed, changed, copied, moved, known, gone, pruned, metadataFiles } = job;
  const counts = [
    `${indexed} indexed`,
    changed > 0 && `${changed} changed`,
    copied > 0 && `${copied} copied from what is there`,
    moved > 0 && `${moved} moved`,
    `${known} there already`,
    metadataFiles > 0 && `${metadataFiles} with metadata`,
    leftOutText(job.unreadable, job.passedOver),
  ].filter(Boolean);
  const lines = [`found ${found ?? 0}: ${counts.join(', ')}`];
  if (gone > 0) {
    const left = prune === false ? 'they stay without --prune' : `${pruned} taken out`;
    lines.push(`${gone} gone from the folder: ${dryRun && prune ? 'taken out' : left}`);
  }
  return dryRun ? [...lines, 'Nothing was changed: this is what would be.'] : lines;
}
