import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BundleCheckpointError } from '../errors/files.ts';
import type { Bundle } from './card.ts';
import { damageOf } from './digest.ts';

/**
 * The path of the checkpoint that is kept with a bundle; undefined where there is none, or where it
 * was left behind.
 * @throws {BundleCheckpointError} if it is not the one that model.json was written for
 */
export async function checkpointOf({ dir, card }: Bundle): Promise<string | undefined> {
  if (card.checkpoint === undefined) return undefined;
  const path = join(dir, card.checkpoint.file);
  if (!existsSync(path)) return undefined;
  const damage = await damageOf(path, card.checkpoint).catch((error: Error) => {
    throw new BundleCheckpointError(path, error.message, error);
  });
  if (damage !== undefined) throw new BundleCheckpointError(path, damage);
  return path;
}
