import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '../config/limits.ts';
import { BindError } from '../errors/BindError.ts';

export interface Listening {
  readonly server: Server;
  readonly url: string;
}

/** Listens, with bounds on headers, time and connections. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer({ maxHeaderSize: limits.headerBytes }, app);
  server.headersTimeout = limits.headersMs;
  server.requestTimeout = limits.requestMs;
  server.maxConnections = limits.connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new BindError(host, port, error)));
    server.listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return { server, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}` };
}

/** Takes no more connections, lets the requests under way finish, then cuts what is left. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection becomes idle only after its answer; look again until all are gone.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), limits.drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
