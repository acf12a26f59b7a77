import { SelfsameError } from './SelfsameError.ts';

/** A link that leads nowhere. */
export class LinkBrokenError extends SelfsameError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      'link_broken',
      `It is a link that leads nowhere: ${reason}`,
      'Put back what it leads to, or remove it.',
      options,
    );
  }
}
