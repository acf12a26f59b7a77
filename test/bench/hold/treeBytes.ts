import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4096;

/** Resident memory of a process and all below it, in bytes (proc(5)); 0 once it is gone. */
export function treeBytes(pid: number): number {
  try {
    const resident = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes;
    return childrenOf(pid).reduce((sum, child) => sum + treeBytes(child), resident);
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  const threads = `/proc/${pid}/task`;
  return readdirSync(threads)
    .flatMap((thread) => readFileSync(`${threads}/${thread}/children`, 'utf8').split(' '))
    .filter((text) => text !== '')
    .map(Number);
}
