import {
  evenly,
  type Findings,
  type FoundFile,
  labelsOf,
  type ScanOptions,
  scanFolder,
  unpackCommandFor,
} from '@selfsame/models';
import { DatasetMissingError } from '../errors.ts';

/** A file that is a picture, or ought to be. */
export interface PictureFile extends FoundFile {
  /** Its class; '' where the folders tell none. */
  readonly label: string;
}

/** A picture that could not be decoded, or what could not be looked at, and why. */
export interface SkippedPicture {
  readonly path: string;
  readonly reason: string;
}

export interface ScannedPictures extends Omit<Findings, 'pictures'> {
  readonly files: readonly PictureFile[];
}

/**
 * Lists the pictures in a folder and the folders below it, in an order that depends on their names
 * alone, with their classes.
 * @throws {DatasetMissingError}
 */
export function scanPictures(folder: string, options: ScanOptions): ScannedPictures {
  const { pictures, ...others } = scan(folder, options);
  const labels = labelsOf(pictures.map(({ path }) => path));
  return { ...others, files: pictures.map((file, i) => ({ ...file, label: labels[i]! })) };
}

function scan(folder: string, options: ScanOptions): Findings {
  try {
    return scanFolder(folder, options);
  } catch (error) {
    const command = unpackCommandFor(folder);
    const reason = command === null ? (error as Error).message : `unpack it first: ${command}`;
    throw new DatasetMissingError(folder, reason, error);
  }
}

/** What the cache knows a file by: its path, or, of a name that is not UTF-8, one that no file has. */
export function storedPath(folder: string, { place, path }: PictureFile): string {
  return typeof place === 'string' ? place : `${folder}${path}`;
}

/** About `limit` files, evenly spaced, so that every class keeps its share. */
export function thin(files: readonly PictureFile[], limit: number): PictureFile[] {
  return Array.from(evenly(files.length, limit), (i) => files[i]!);
}
