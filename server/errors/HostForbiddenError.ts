import { ApiError } from './ApiError.ts';

/** The Host header is no name of this server: a web page reaches for it by DNS rebinding. */
export class HostForbiddenError extends ApiError {
  constructor(host: string | undefined) {
    const name = (host ?? '').slice(0, 80);
    super(
      'host_forbidden',
      `The server was addressed as "${name}", which is no name that it answers to.`,
      'Address it as localhost or by its IP address, or start it with the name: --hosts pictures.example.',
    );
  }
}
