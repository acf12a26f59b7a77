import { SelfsameError } from './SelfsameError.ts';

/** Published bundles are never overwritten. */
export class BundleExistsError extends SelfsameError {
  constructor(dir: string) {
    super(
      'bundle_exists',
      `${dir} exists already, and a published bundle is never overwritten`,
      'Publish without a version to take the next free one.',
    );
  }
}
