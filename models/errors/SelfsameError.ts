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
