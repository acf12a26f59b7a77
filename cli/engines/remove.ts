import { existsSync } from 'node:fs';
import { type EnginePackage, engineState } from '@selfsame/models';
import { explained } from './explained.ts';
import { leftOvers, lockEngine, removeEngine } from './staging.ts';

/**
 * Removes an engine and what is left of its installs.
 * @param tell takes a line that says what was done
 * @throws {EngineBusyError | EngineFolderError}
 */
export function remove(name: EnginePackage, folder: string, tell: (line: string) => void): void {
  if (!isAnyThere(name, folder)) {
    tell(`${name} is not there`);
    return;
  }
  let unlock = () => {};
  try {
    unlock = lockEngine(folder, name);
    removeEngine(folder, name);
  } catch (error) {
    throw explained(error, folder);
  } finally {
    unlock();
  }
  tell(`${name} is removed`);
}

const isAnyThere = (name: EnginePackage, folder: string): boolean =>
  existsSync(folder) &&
  (engineState(name, folder).is !== 'absent' || leftOvers(folder, name).length > 0);
