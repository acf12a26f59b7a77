import { execFileSync } from 'node:child_process';

/** Has a folder be a disk of its own, to be unmounted by `umount`. @returns why not; null if it is one */
export function mountTmpfs(folder: string, bytes: number): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
    return null;
  } catch (error) {
    return `no tmpfs can be mounted: ${(error as Error).message.trim()}`;
  }
}

export const umount = (folder: string): void => void execFileSync('umount', ['-l', folder]);
