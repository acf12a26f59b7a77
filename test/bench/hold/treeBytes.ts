import { childPids, procFile } from '../../processes.ts';

const pageBytes = 4096;

/** Resident memory of a process and all below it, in bytes (proc(5)); 0 once it is gone. */
export function treeBytes(pid: number): number {
  const resident = Number(procFile(`${pid}/statm`).split(' ')[1] ?? 0) * pageBytes;
  return (childPids('', pid) ?? []).reduce((sum, child) => sum + treeBytes(child), resident);
}
