import { SelfsameError } from '@selfsame/models';

/** The address to bind to is reachable from other machines, and anyone there could read and write. */
export class OpenAddressError extends SelfsameError {
  constructor(host: string) {
    super(
      'address_open',
      `Binding to ${host} would let everyone who can reach this machine read, change and delete the indexed pictures.`,
      'Bind to 127.0.0.1, or add --insecure if something in front of the server decides who gets in.',
    );
  }
}
