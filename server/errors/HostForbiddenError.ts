import { ApiError } from './ApiError.ts';

/** The Host header is not a loopback name: a web page reaches for a local server by DNS rebinding. */
export class HostForbiddenError extends ApiError {
  constructor(host: string | undefined) {
    super(
      'host_forbidden',
      `The server is bound to this machine alone and was addressed as "${(host ?? '').slice(0, 80)}".`,
      'Address it as localhost or 127.0.0.1.',
    );
  }
}
