import { SelfsameError } from '@selfsame/models';

/** An error that a request met; `param` names the field, option or part that is at fault. */
export class ApiError extends SelfsameError {
  readonly param: string | null;

  constructor(
    code: string,
    message: string,
    remedy: string,
    param: string | null = null,
    options?: ErrorOptions,
  ) {
    super(code, message, remedy, options);
    this.param = param;
  }
}
