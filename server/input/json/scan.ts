/** Lists and objects within each other. */
const mostDeep = 128;
/** Values of all kinds, those of metadata and of lists of numbers not among them. */
const mostValues = 20_000;
/** Numbers of all vectors together: a thousand of 4096 dimensions. */
const mostNumbers = 2 ** 22;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const opened: ReadonlySet<number | undefined> = new Set(Buffer.from('[{'));
const closed: ReadonlySet<number | undefined> = new Set(Buffer.from(']}'));
const space: ReadonlySet<number | undefined> = new Set(Buffer.from(' \t\n\r'));
const ofNumbers: ReadonlySet<number | undefined> = new Set(Buffer.from('0123456789+-.eE, \t\n\r'));
const [list, object, listEnd] = Buffer.from('[{]') as unknown as [number, number, number];
const metadataKey = Buffer.from('"metadata"');

/** Where an item's metadata is in a body. */
import { JsonTooComplexError } from '../../errors/request.ts';
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Sees from the bytes alone that a JSON body holds no more than a request may mean, before anything
 * is made of it, and finds the metadata in it. What is no JSON may pass, and fails later.
 * @returns the objects that are members named "metadata"
 * @throws {JsonTooComplexError}
 */
export function scanJson(bytes: Buffer): Span[] {
  const spans: Span[] = [];
  let [depth, values, numbers] = [0, 0, 0];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte === quote) {
      const end = endOfString(bytes, at);
      const span = metadataOf(bytes, at, end);
      if (span !== null) {
        spans.push(span);
        values++;
        if (values > mostValues) throw new JsonTooComplexError(`${mostValues} values`);
      }
      at = span?.to ?? end;
      continue;
    }
    if (byte === list) {
      const run = endOfNumbers(bytes, at);
      if (run !== null) {
        numbers += run.count;
        values++;
        at = run.end;
        if (numbers > mostNumbers) throw new JsonTooComplexError(`${mostNumbers} numbers`);
        continue;
      }
    }
    if (byte === comma || opened.has(byte)) values++;
    if (opened.has(byte)) depth++;
    else if (closed.has(byte)) depth--;
    if (depth > mostDeep)
      throw new JsonTooComplexError(`${mostDeep} lists and objects in each other`);
    if (values > mostValues) throw new JsonTooComplexError(`${mostValues} values`);
    at++;
  }
  return spans;
}

/** The place behind a string that begins here; the body's end if it has none. */
function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quote, from + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    let escapes = at;
    while (bytes[escapes - 1] === backslash) escapes--;
    if ((at - escapes) % 2 === 0) return at + 1;
  }
  return bytes.length;
}

/** The object that a string between these places names as metadata, if it does. */
function metadataOf(bytes: Buffer, from: number, end: number): Span | null {
  if (!bytes.subarray(from, end).equals(metadataKey)) return null;
  const value = memberValue(bytes, end);
  return bytes[value] === object ? { from: value, to: endOfObject(bytes, value) } : null;
}

/** Where the value of a member begins whose name ends here; the body's end if it is no name. */
function memberValue(bytes: Buffer, nameEnd: number): number {
  const at = afterSpace(bytes, nameEnd);
  return bytes[at] === colon ? afterSpace(bytes, at + 1) : bytes.length;
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (space.has(bytes[at])) at++;
  return at;
}

function endOfObject(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte === quote) {
      at = endOfString(bytes, at);
      continue;
    }
    at++;
    if (opened.has(byte)) depth++;
    else if (closed.has(byte) && --depth === 0) return at;
    if (depth > mostDeep)
      throw new JsonTooComplexError(`${mostDeep} lists and objects in each other`);
  }
  return bytes.length;
}

/** How many numbers a list has that begins here, and its end; null if it holds anything else. */
function endOfNumbers(bytes: Buffer, from: number): { count: number; end: number } | null {
  let count = 1;
  let at = from + 1;
  for (; ofNumbers.has(bytes[at]); at++) if (bytes[at] === comma) count++;
  return bytes[at] === listEnd ? { count, end: at + 1 } : null;
}
