import { SelfsameError } from '@selfsame/models';

/** A command that was called wrongly, or that a server did not carry out. */
export class CommandError extends SelfsameError {
  constructor(problem: string, remedy: string) {
    super('command_failed', problem, remedy);
  }
}
