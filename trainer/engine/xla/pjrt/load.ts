import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import koffi from 'koffi';
import {
  PluginDamagedError,
  PluginForeignError,
  PluginMissingError,
  PluginUnloadableError,
  PluginVersionError,
} from '../../../errors.ts';
import { elfProblem } from './elf.ts';
import { functions, functionsOffset } from './functions.ts';
import { bindLibrary, type Library } from './library.ts';

/**
 * What is used of pjrt_c_api.h is the same in 0.33 and 0.90, the headers that were compared; tried
 * were plugins of 0.106 (CPU) and 0.116 (CUDA 13).
 */
const minimum = { major: 0, minor: 33 };

const loaded = new Map<string, Library>();

/**
 * Loads a PJRT plugin, once in a process.
 * @throws {PluginMissingError | PluginDamagedError | PluginForeignError | PluginVersionError}
 * @throws {PluginUnloadableError} if the dynamic loader refuses it
 * @throws {XlaError} if it does not start
 */
export function loadPlugin(path: string): Library {
  const file = resolve(path);
  const there = loaded.get(file);
  if (there !== undefined) return there;
  const api = apiOf(file, loadShared(file));
  const library = bindLibrary(file, api, checkedVersion(file, api));
  library.call('Plugin_Initialize');
  loaded.set(file, library);
  return library;
}

/**
 * Loads a shared library that others need, which then find it by its name.
 * @throws {PluginMissingError | PluginDamagedError | PluginUnloadableError}
 */
export function preload(path: string): void {
  loadShared(resolve(path));
}

function loadShared(file: string) {
  if (!existsSync(file)) throw new PluginMissingError(file);
  const problem = process.platform === 'linux' ? elfProblem(file) : undefined;
  if (problem !== undefined) throw new PluginDamagedError(file, problem);
  try {
    const library = koffi.load(file);
    stay(file);
    return library;
  } catch (error) {
    throw new PluginUnloadableError(file, (error as Error).message, error);
  }
}

/**
 * Keeps a library until the process has ended, by opening it once more: koffi unloads one with the
 * last of its functions and before the exit handlers run, which for XLA's are then no more there.
 */
function stay(file: string): void {
  if (process.platform === 'win32') return;
  const lazily = 1; // RTLD_LAZY
  koffi.load(null).func('void *dlopen(const char *file, int flags)')(file, lazily);
}

function apiOf(file: string, handle: ReturnType<typeof loadShared>): bigint {
  let getApi: () => bigint | null;
  try {
    getApi = handle.func('void *GetPjrtApi()') as () => bigint | null;
  } catch (error) {
    throw new PluginForeignError(file, error);
  }
  const api = getApi();
  if (api === null) throw new PluginForeignError(file);
  return api;
}

/** @throws {PluginVersionError} */
export function checkedVersion(file: string, api: bigint): Library['version'] {
  const size = Number(koffi.decode(api, 'uint64'));
  const [major, minor] = koffi.decode(api, functionsOffset - 8, 'int32', 2) as [number, number];
  const needed = functionsOffset + 8 * (Math.max(...Object.values(functions)) + 1);
  if (major !== minimum.major || minor < minimum.minor || size < needed)
    throw new PluginVersionError(
      file,
      `${major}.${minor}`,
      `${minimum.major}.${minimum.minor} or later`,
    );
  return { major, minor };
}
