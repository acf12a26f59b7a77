/** JSON text that goes into an answer as it is. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * A value as an answer may have it written: lists may come bit by bit, as the client reads them, and
 * a member of an object may be worked out when its turn comes.
 */
export type Written<T> = T extends RawJson
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Written<Element>[] | AsyncIterable<Written<Element>>
    : T extends object
      ? { [Key in keyof T]: Written<T[Key]> | (() => Written<T[Key]>) }
      : T;

type List = AsyncIterable<unknown>;

const isList = (value: object): value is List => Symbol.asyncIterator in value;

/** The JSON of a value in pieces; lists that come bit by bit are left to the caller. */
function* pieces(value: unknown): Generator<string | List> {
  if (typeof value === 'function') yield* pieces(value());
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else if (value instanceof RawJson) yield value.text;
  else if (isList(value)) yield value;
  else if (!Array.isArray(value)) yield* membersOf(value);
  else if (typeof value[0] === 'number') yield JSON.stringify(value);
  else {
    yield '[';
    for (const [i, element] of value.entries()) {
      if (i > 0) yield ',';
      yield* pieces(element);
    }
    yield ']';
  }
}

function* membersOf(value: object): Generator<string | List> {
  let separator = '{';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    yield* pieces(member);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}

/** The JSON of a value, in the pieces in which it is made. */
export async function* textOf(value: unknown): AsyncGenerator<string> {
  for (const piece of pieces(value)) {
    if (typeof piece === 'string') {
      yield piece;
      continue;
    }
    let separator = '[';
    for await (const element of piece) {
      yield separator;
      yield* textOf(element);
      separator = ',';
    }
    yield separator === '[' ? '[]' : ']';
  }
}
