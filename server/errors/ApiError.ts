import { type Given, SelfsameError, type Wording, worded } from '@selfsame/models/light';

/** An error that a request met; `param` names the field, option or part that is at fault. */
export class ApiError extends SelfsameError {
  readonly param: string | null;
  readonly #status: number;

  constructor(
    status: number,
    code: string,
    message: string,
    remedy: string,
    param: string | null = null,
    options?: ErrorOptions,
  ) {
    super(code, message, remedy, options);
    this.#status = status;
    this.param = param;
  }

  /** Of the answer. */
  get status(): number {
    return this.#status;
  }
}

/** An error that answers may carry: all that is said of it beforehand. */
export interface Answerable {
  readonly status: number;
  readonly code: string;
}

interface HttpWording<Inputs extends unknown[]> extends Wording<Inputs> {
  readonly param?: string | ((...inputs: Inputs) => string | null);
}

/** `class QueueFullError extends httpError(429, 'queue_full', {...}) {}` */
export function httpError<Inputs extends unknown[] = []>(
  status: number,
  code: string,
  wording: HttpWording<Inputs>,
) {
  return class extends ApiError {
    static readonly status = status;
    static readonly code = code;

    /** Whether it is this error, by its code: from another thread it comes without its class. */
    static is(error: unknown): error is SelfsameError {
      return error instanceof SelfsameError && error.code === code;
    }

    constructor(...given: Given<Inputs>) {
      const [message, remedy, options] = worded(wording, given);
      const { param = null } = wording;
      const at = typeof param === 'function' ? param(...(given as unknown as Inputs)) : param;
      super(status, code, message, remedy, at, options);
    }
  };
}
