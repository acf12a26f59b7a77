import { SelfsameError } from '@selfsame/models';

/** The encoder graph does not do what its model card says. */
export class GraphMismatchError extends SelfsameError {
  constructor(problem: string) {
    super(
      'bundle_invalid',
      `The encoder graph does not match its model card: ${problem}.`,
      'Publish the bundle again, or serve another one with --model.',
    );
  }
}
