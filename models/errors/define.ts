/**
 * The base of every error that a user can meet: a stable code for programs, a message that says
 * what is wrong with which input, and a remedy that says what to do about it.
 */
export class SelfsameError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
  }
}

/** The base of what can be wrong with one picture; the picture fails, the work around it goes on. */
export abstract class PictureError extends SelfsameError {}

export type Text<Inputs extends unknown[]> = string | ((...inputs: Inputs) => string);

/** What an error says, of its inputs. */
export interface Wording<Inputs extends unknown[]> {
  readonly message: Text<Inputs>;
  readonly remedy: Text<Inputs>;
}

/** The inputs of an error, and after them, where they do not hold it yet, its cause. */
export type Given<Inputs extends unknown[]> = [...inputs: Inputs, cause?: unknown];

/** The message, the remedy and the options of an error. An Error among its inputs is its cause. */
export function worded<Inputs extends unknown[]>(
  { message, remedy }: Wording<Inputs>,
  given: Given<Inputs>,
): [message: string, remedy: string, options: ErrorOptions | undefined] {
  const inputs = given as unknown as Inputs;
  const say = (text: Text<Inputs>) => (typeof text === 'string' ? text : text(...inputs));
  const cause = given.find((input) => input instanceof Error);
  return [say(message), say(remedy), cause === undefined ? undefined : { cause }];
}

/** An error in one entry: `class QueueFullError extends defineError('queue_full', {...}) {}`. */
export function defineError<Inputs extends unknown[] = []>(code: string, wording: Wording<Inputs>) {
  return class extends SelfsameError {
    static readonly code = code;

    constructor(...given: Given<Inputs>) {
      super(code, ...worded(wording, given));
    }
  };
}

/** The same, of one picture. */
export function pictureError<Code extends string, Inputs extends unknown[] = []>(
  code: Code,
  wording: Wording<Inputs>,
) {
  return class extends PictureError {
    static readonly code = code;

    constructor(...given: Given<Inputs>) {
      super(code, ...worded(wording, given));
    }
  };
}
