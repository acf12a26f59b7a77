import { SelfsameError } from './SelfsameError.ts';

/** No bundle answers to the reference. */
export class BundleNotFoundError extends SelfsameError {
  /** @param available references that do exist, e.g. ['cifar/1'] */
  constructor(reference: string, root: string, available: readonly string[]) {
    super(
      'bundle_not_found',
      `There is no bundle "${reference}" in ${root}, nor is it a bundle's folder`,
      available.length > 0
        ? `Name one of: ${available.join(', ')}.`
        : 'That folder holds no bundles yet: train one, or name the path of a bundle.',
    );
  }
}
