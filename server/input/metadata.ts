import { MetadataInvalidError } from '../errors/collections.ts';
import type { JsonText } from '../store/contract/items.ts';
import { metadataText, type ReadMetadata } from './json/metadataText.ts';

/** An item's metadata as `parseBody` has left it, or as any JSON value; as text, which is how it goes on. */
export function checkMetadata(value: unknown): JsonText {
  if (value instanceof Error) throw new MetadataInvalidError(value.message);
  if (value instanceof DataView)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8');
  return checked(metadataText(0, () => value));
}

/** Metadata as an option: JSON in a string. */
export function parseMetadata(text: string | undefined): JsonText {
  if (text === undefined) return '{}';
  try {
    return checked(metadataText(text.length, () => JSON.parse(text)));
  } catch (error) {
    if (error instanceof MetadataInvalidError) throw error;
    throw new MetadataInvalidError(`is not JSON: ${(error as Error).message}`);
  }
}

function checked({ text, problem }: ReadMetadata): JsonText {
  if (text === undefined) throw new MetadataInvalidError(problem);
  return text;
}
