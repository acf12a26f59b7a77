import { SelfsameError } from '@selfsame/models';

/** The address or port cannot be listened on. */
export class BindError extends SelfsameError {
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const inUse = cause.code === 'EADDRINUSE';
    super(
      inUse ? 'port_in_use' : 'address_unavailable',
      inUse
        ? `Port ${port} on ${host} is in use by another program.`
        : `The server cannot listen on ${host}:${port}: ${cause.message}.`,
      inUse ? 'Stop that program or choose another port: --port 8081.' : 'Check --host and --port.',
      { cause },
    );
  }
}
