import { limits } from '../config/limits.ts';
import { MetadataInvalidError } from '../errors/MetadataInvalidError.ts';
import type { JsonText } from '../index/store.ts';

/** SQLite reads JSON to a depth of 1000, and stops at what is deeper. */
const mostDeep = 64;

/** Checks that metadata is a JSON object of bounded size; as text, which is how it goes on. */
export function checkMetadata(value: unknown): JsonText {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MetadataInvalidError('is not a JSON object');
  if (isDeeper(value, mostDeep))
    throw new MetadataInvalidError(`is nested more than ${mostDeep} deep`);
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.metadataBytes)
    throw new MetadataInvalidError(`takes ${bytes} bytes, more than ${limits.metadataBytes}`);
  return text;
}

/** Metadata as an option: JSON in a string. */
export function parseMetadata(text: string | undefined): JsonText {
  if (text === undefined) return '{}';
  try {
    return checkMetadata(JSON.parse(text));
  } catch (error) {
    if (error instanceof MetadataInvalidError) throw error;
    throw new MetadataInvalidError(`is not JSON: ${(error as Error).message}`);
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}
