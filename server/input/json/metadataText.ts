import { limits } from '../../limits.ts';
import type { JsonText } from '../../store/contract/items.ts';

/** SQLite reads JSON to a depth of 1000, and stops at what is deeper. */
const mostDeep = 64;
/** Metadata as it comes may have so many times its bytes in spaces and escapes. */
const mostSpacious = 6;

/** Metadata as it is stored, or what is wrong with it. */
export type ReadMetadata =
  | { readonly text: JsonText; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/**
 * Checks that metadata is a JSON object of bounded size.
 * @param bytes that it has as it came
 * @param parse makes a value of it; not called if it is too large at any rate
 */
export function metadataText(bytes: number, parse: () => unknown): ReadMetadata {
  const { metadataBytes } = limits;
  if (bytes > mostSpacious * metadataBytes) return tooLarge(bytes);
  const value = parse();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'is not a JSON object' };
  const problem = problemWithin(value, mostDeep);
  if (problem !== undefined) return { problem };
  const text = JSON.stringify(value);
  const stored = Buffer.byteLength(text);
  return stored > metadataBytes ? tooLarge(stored) : { text };
}

const tooLarge = (bytes: number): ReadMetadata => ({
  problem: `takes ${bytes} bytes, more than ${limits.metadataBytes}`,
});

function problemWithin(value: unknown, depth: number): string | undefined {
  // JSON has numbers that no double holds, which would be stored as null.
  if (typeof value === 'number' && !Number.isFinite(value))
    return 'has a number that is too large to be kept';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return `is nested more than ${mostDeep} deep`;
  for (const inner of Object.values(value)) {
    const problem = problemWithin(inner, depth - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
