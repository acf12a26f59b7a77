import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A file of a process in proc(5); empty once the process, or thread, has ended: that may be any moment. */
export function procFile(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code!)) return '';
    throw error;
  }
}

/** Pids of a process's children whose command names `file`; null where it is not in a /proc. */
export function childPids(file: string, parent = process.pid): number[] | null {
  const threads = `/proc/${parent}/task`;
  if (!existsSync(threads)) return null;
  const children = readdirSync(threads)
    .flatMap((thread) => procFile(`${parent}/task/${thread}/children`).split(' '))
    .filter((pid) => pid !== '');
  return children.filter((pid) => procFile(`${pid}/cmdline`).includes(file)).map(Number);
}

/** Resident memory of a process and its children, in MiB; of those that have ended, none. */
export const residentMiB = (pid: number): number =>
  [pid, ...(childPids('', pid) ?? [])]
    .map((one) => /VmRSS:\s+(\d+)/.exec(procFile(`${one}/status`))?.[1])
    .reduce((sum, kilobytes) => sum + Number(kilobytes ?? 0) / 1024, 0);
