import { SelfsameError } from '@selfsame/models';

/** Stored pixels are not those that were written. */
export class CacheDamagedError extends SelfsameError {
  /** @param slot of the first picture that is damaged */
  constructor(path: string, slot: number, options?: ErrorOptions) {
    super(
      'cache_damaged',
      `The stored pictures in ${path} are damaged, the first at ${slot}.`,
      'Start again, or resume the run: what is damaged is decoded again. If it comes back, check the disk.',
      options,
    );
  }
}
