import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ModelCalls } from '../../server/client/activation/calls.ts';
import { isLoopback } from '../../server/config/loopback.ts';
import { ModelsUnseenError } from '../errors.ts';

/**
 * Sees that a server looks in the folder that is published in; where its paths are not this
 * machine's, as those of another host or of a container, it is only told.
 * @throws {ModelsUnseenError}
 */
export async function checkModelsFolder(
  calls: ModelCalls,
  models: string,
  url: string,
): Promise<void> {
  const folders = await calls.modelFolders();
  const own = realOf(models);
  if (folders.length === 0 || folders.some((folder) => realOf(folder) === own)) return;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isLoopback(host) && folders.some((folder) => existsSync(folder)))
    throw new ModelsUnseenError(models, folders, url);
  console.error(
    `The server at ${url} looks for models in ${folders.join(' and ')}: ${models} has to be one of them there.`,
  );
}

/** The real path, of a folder too that is not there yet. */
function realOf(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return realpathSync(full);
  return dirname(full) === full ? full : join(realOf(dirname(full)), basename(full));
}
