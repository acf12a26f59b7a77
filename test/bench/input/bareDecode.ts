import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PixelRule } from '@selfsame/models';
import sharp from 'sharp';
import { decodingAtOnce } from '../../../trainer/data/threads.ts';

/**
 * The peer of a cold cache: reads, decodes and resizes files with sharp, as many at a time, and
 * keeps nothing. A file that is no picture ends it.
 */
export async function decodeBare(
  folder: string,
  paths: readonly string[],
  { width, height, fit }: PixelRule,
): Promise<void> {
  const rest = paths.values();
  const work = async () => {
    for (const path of rest) {
      const bytes = await readFile(join(folder, path));
      await sharp(bytes).resize(width, height, { fit }).removeAlpha().raw().toBuffer();
    }
  };
  await Promise.all(Array.from({ length: decodingAtOnce }, work));
}
