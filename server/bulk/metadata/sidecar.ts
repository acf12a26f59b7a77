import { readFileSync, statSync } from 'node:fs';
import type { FoundFile } from '@selfsame/models';
import { FileMetadataError } from '../../errors/collections.ts';
import { limits } from '../../limits.ts';

/**
 * Reads what `<picture>.json` says of a picture.
 * @returns null if there is no such file
 * @throws {FileMetadataError}
 */
export function readSidecar(picture: FoundFile['place']): object | null {
  const place = Buffer.concat([Buffer.from(picture as string), Buffer.from('.json')]);
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat?.isFile()) return null;
  if (stat.size > limits.sidecarBytes)
    throw new FileMetadataError(`takes ${stat.size} bytes in its .json file`);
  let said: unknown;
  try {
    said = JSON.parse(readFileSync(place, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new FileMetadataError(`cannot be read from its .json file: ${(error as Error).message}`);
  }
  if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said;
  throw new FileMetadataError('is no JSON object in its .json file');
}
