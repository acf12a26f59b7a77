import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Older ones were left by a process that was killed: nobody works on one for so long. */
const leftAfterMs = 24 * 3600 * 1000;

const folders = new Set<string>();
let isWatching = false;

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

/**
 * Has a folder that is being filled removed where this process ends first, by `process.exit`.
 * @returns removes it
 */
export function unfinished(folder: string): () => void {
  if (!isWatching) process.on('exit', () => [...folders].forEach(remove));
  isWatching = true;
  folders.add(folder);
  return () => {
    folders.delete(folder);
    remove(folder);
  };
}

/** Removes what was left in a folder under a name that begins so, where that is older than a day. */
export function removeLeft(parent: string, beginning: string): void {
  for (const name of readdirSync(parent).filter((one) => one.startsWith(beginning))) {
    const path = join(parent, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > leftAfterMs) remove(path);
  }
}
