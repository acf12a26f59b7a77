import { TrainerMissingError } from './errors.ts';

/**
 * Imports what is the trainer's, for which what it works with may not be installed.
 * @throws {TrainerMissingError}
 */
export async function fromTrainer<Imported>(load: () => Promise<Imported>): Promise<Imported> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new TrainerMissingError(error as Error);
  }
}
