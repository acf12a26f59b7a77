import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Limits } from '../config/limits.ts';
import { AddressUnavailableError, PortInUseError } from '../errors/start.ts';
import { limits } from '../limits.ts';
import type { Metrics } from '../metrics/Metrics.ts';
import { answerClientErrors } from './clientErrors.ts';
import { shedConnections } from './shedConnections.ts';

export interface Listening {
  readonly server: Server;
  readonly url: string;
}

/**
 * Listens, with bounds on headers, time and connections.
 * @param most connections at a time
 */
export async function listen(
  app: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
  { headersMs, requestMs }: Limits,
  metrics: Metrics,
  most: number = limits.connections,
): Promise<Listening> {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      // The app says so itself, in the shape of all errors (`hostGuard`).
      requireHostHeader: false,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(1000, headersMs),
    },
    app,
  );
  shedConnections(server, most);
  // Whether a body is wanted is for the app to say.
  server.on('checkContinue', app);
  answerClientErrors(server, metrics);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const Refused = error.code === 'EADDRINUSE' ? PortInUseError : AddressUnavailableError;
      reject(new Refused(host, port, error));
    });
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return { server, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}` };
}

/** Takes no more connections, lets the requests under way finish, and cuts after `ms` what is left. */
export async function drain(server: Server, ms: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection becomes idle only after its answer; look again until all are gone.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), ms);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
