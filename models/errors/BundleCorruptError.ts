import { SelfsameError } from './SelfsameError.ts';

/** The graph beside model.json is not the one that model.json was written for. */
export class BundleCorruptError extends SelfsameError {
  constructor(graphPath: string, reason: string, options?: ErrorOptions) {
    super(
      'bundle_corrupt',
      `The graph ${graphPath} is damaged: ${reason}`,
      'Copy the whole bundle again from where it was published.',
      options,
    );
  }
}
