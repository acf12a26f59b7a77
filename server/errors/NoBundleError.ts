import { SelfsameError } from '@selfsame/models';

/** The models folder has no bundle that can be served. */
export class NoBundleError extends SelfsameError {
  constructor(root: string, broken: readonly { dir: string; error: SelfsameError }[]) {
    const faults = broken.map(({ error }) => `; ${error.message}`).join('');
    super(
      'bundle_not_found',
      `There is no model to serve in ${root}${faults}.`,
      'Train one with `npm run train -- --data <folder of pictures>`, or name one with --model.',
    );
  }
}
