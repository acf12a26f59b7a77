import { SelfsameError } from './SelfsameError.ts';

/** The bundle's model.json does not say what it has to. */
export class BundleInvalidError extends SelfsameError {
  constructor(dir: string, problems: readonly string[], options?: ErrorOptions) {
    super(
      'bundle_invalid',
      `The bundle in ${dir} is not valid: ${problems.join('; ')}`,
      'Copy the whole bundle again, or publish it again with this version of selfsame.',
      options,
    );
  }
}
