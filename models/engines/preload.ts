import { constants } from 'node:os';

/** glibc's, from dlfcn.h: what is loaded stays, where Node closes what is no module of its. */
const RTLD_NODELETE = 0x1000;

/**
 * Loads a library, so that those that are loaded later and need one of its name take this one, and
 * look beside it for theirs. That is what LD_LIBRARY_PATH is for, which counts only when it was set
 * before the process began.
 * @throws {Error} as the system's loader says it
 */
export function preload(file: string): void {
  try {
    process.dlopen({ exports: {} }, file, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch (error) {
    // It is loaded by then: https://nodejs.org/api/process.html#processdlopenmodule-filename-flags.
    if (!(error as Error).message.startsWith('Module did not self-register')) throw error;
  }
}
