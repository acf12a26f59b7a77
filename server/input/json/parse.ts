import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { JsonMalformedError } from '../../errors/request.ts';
import { decoded } from '../base64.ts';
import { metadataText } from './metadataText.ts';
import { scanJson } from './scan.ts';

/** Stands for metadata while the rest of a body is parsed; nobody outside can know it. */
const mark = randomUUID();
/** Strings beyond this are pictures in base64, or a mistake. */
export const longString = 16 * 1024;
/** What is kept of a mistake, to be told. */
const tellable = 64;
/** Lists of numbers beyond this are handed on as one piece. */
const longList = 32;

/**
 * A JSON body as what is made of it costs little to look through and to hand from thread to thread,
 * each as what JSON itself cannot give: metadata is a DataView of its text, or an Error that says what
 * is wrong with it; long strings are a Uint8Array of the bytes that they encode in base64, or an Error
 * that holds their beginning; long lists of numbers are a Float64Array.
 * @throws {JsonTooComplexError} {@link JsonMalformedError}
 */
export function parseBody(bytes: Buffer): unknown {
  const spans = scanJson(bytes);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [i, span] of spans.entries()) {
    pieces.push(bytes.subarray(from, span.from), Buffer.from(`{"${mark}":${i}}`));
    from = span.to;
  }
  const rest = spans.length === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(from)]);
  const metadata = spans.map(({ from, to }) =>
    metadataOf(to - from, () => parse(bytes.subarray(from, to))),
  );
  return packed(parse(rest), metadata);
}

function parse(bytes: Buffer): unknown {
  // Replacing what is wrong would make one text of several, and one item of several ids.
  if (!isUtf8(bytes)) throw new JsonMalformedError(new Error('it is not UTF-8'));
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new JsonMalformedError(error);
  }
}

function metadataOf(bytes: number, parse: () => unknown): DataView | Error {
  const { text, problem } = metadataText(bytes, parse);
  return text === undefined
    ? new Error(problem)
    : new DataView(new TextEncoder().encode(text).buffer);
}

function packed(value: unknown, metadata: readonly (DataView | Error)[]): unknown {
  if (typeof value === 'string') return value.length > longString ? unpictured(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const isLong = value.length > longList && value.every((one) => typeof one === 'number');
    return isLong ? Float64Array.from(value) : value.map((one) => packed(one, metadata));
  }
  const marked = (value as Record<string, unknown>)[mark];
  if (marked !== undefined) return metadata[marked as number];
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    packedMember(key, one, metadata),
  ]);
  return Object.fromEntries(entries);
}

/** Metadata that is no object, or whose name is written with escapes, was not found by its bytes. */
function packedMember(
  key: string,
  value: unknown,
  metadata: readonly (DataView | Error)[],
): unknown {
  if (key !== 'metadata' || isMarked(value)) return packed(value, metadata);
  return metadataOf(0, () => value);
}

const isMarked = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, mark);

/** The bytes of a picture; of what is none so much that its check can tell what is wrong with it. */
function unpictured(text: string): Uint8Array | Error {
  const bytes = decoded(text);
  if (bytes === null) return new Error(text.slice(0, tellable));
  // Without what a Buffer is beside its bytes, which threads do not hand on.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
