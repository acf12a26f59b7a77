import { childPids, procFile } from '../../processes.ts';

/** Of a second: Linux counts in these whatever the processor is. */
const ticks = 100;

/**
 * CPU seconds that a process, all below it and those of them that have ended and been waited for have
 * taken so far (proc(5): utime, stime, cutime, cstime).
 */
export function treeCpu(pid: number): number {
  // What the command is called, in brackets, may have spaces.
  const fields = procFile(`${pid}/stat`).split(') ').at(-1)!.split(' ');
  const own = fields.slice(11, 15).reduce((sum, text) => sum + Number(text) / ticks, 0);
  return (childPids('', pid) ?? []).reduce((sum, child) => sum + treeCpu(child), own);
}

/**
 * Memory of a process and all below it in MiB, what they share counted once (proc(5): Pss of
 * smaps_rollup). @throws {Error} EACCES where they are somebody else's
 */
export function treeMiB(pid: number): number {
  const own = Number(/^Pss:\s+(\d+)/m.exec(procFile(`${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
  return (childPids('', pid) ?? []).reduce((sum, child) => sum + treeMiB(child), own);
}
