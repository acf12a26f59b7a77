import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Bundle,
  BundleNotFoundError,
  cardFile,
  findBundle,
  modelFolders,
  modelName,
  readBundle,
} from '@selfsame/models';
import { InitAmbiguousError, InitNotFoundError } from '../errors.ts';
import { checkpointsFolder, configFile } from '../run/folder.ts';

/** What --init names. */
export interface InitPlace {
  /** Of a checkpoint, or of the folder of a run or a bundle; absolute. */
  readonly path: string;
  readonly bundle?: Bundle;
}

/**
 * Finds what --init names: a checkpoint or the folder of a run or a bundle by its path, or a bundle
 * by 'name' (its newest version) or 'name/version'.
 * @param models folder of bundles to look in before the usual ones
 * @throws {InitNotFoundError | InitAmbiguousError} and what is wrong with a bundle that is found
 */
export async function findInit(reference: string, models?: string): Promise<InitPlace> {
  const path = resolve(reference);
  const bundle = isBundle(path) ? await readBundle(path) : await namedBundle(reference, models);
  const isRun = isRunOrFile(path);
  if (bundle instanceof BundleNotFoundError) {
    if (isRun) return { path };
    throw new InitNotFoundError(reference, bundle);
  }
  if (isRun) throw new InitAmbiguousError(reference, path, modelName(bundle.card), bundle.dir);
  return { path: bundle.dir, bundle };
}

export const isBundle = (path: string): boolean => existsSync(join(path, cardFile));

function isRunOrFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found !== undefined;
  return [configFile, checkpointsFolder].some((name) => existsSync(join(path, name)));
}

async function namedBundle(
  reference: string,
  models: string | undefined,
): Promise<Bundle | BundleNotFoundError> {
  const own = models === undefined ? [] : [resolve(models)];
  try {
    return await findBundle([...new Set([...own, ...modelFolders()])], reference);
  } catch (error) {
    if (error instanceof BundleNotFoundError) return error;
    throw error;
  }
}
