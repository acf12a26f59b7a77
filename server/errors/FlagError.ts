import { SelfsameError } from '@selfsame/models';

/** A flag of the command line is unknown or has a wrong value. */
export class FlagError extends SelfsameError {
  constructor(problem: string, remedy = 'See node server/main.ts --help.') {
    super('flag_invalid', `${problem}.`, remedy);
  }
}
