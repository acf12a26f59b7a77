import { limits } from '../config/limits.ts';
import { MetadataInvalidError } from '../errors/MetadataInvalidError.ts';
import type { Metadata } from '../index/store.ts';

/** Checks that metadata is a JSON object of bounded size. */
export function checkMetadata(value: unknown): Metadata {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MetadataInvalidError('is not a JSON object');
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > limits.metadataBytes)
    throw new MetadataInvalidError(`takes ${bytes} bytes, more than ${limits.metadataBytes}`);
  return value as Metadata;
}

/** Metadata as an option: JSON in a string. */
export function parseMetadata(text: string | undefined): Metadata {
  if (text === undefined) return {};
  try {
    return checkMetadata(JSON.parse(text));
  } catch (error) {
    if (error instanceof MetadataInvalidError) throw error;
    throw new MetadataInvalidError(`is not JSON: ${(error as Error).message}`);
  }
}
