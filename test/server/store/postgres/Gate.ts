import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after } from 'node:test';

/** A way to a database that can be shut, so that it is lost, and opened again. */
export class Gate {
  readonly url: string;
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets: Set<Socket>;

  /** A gate in front of the database at a URL. */
  static async before(url: string): Promise<Gate> {
    const { hostname, port } = new URL(url);
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      const database = connect(Number(port), hostname);
      for (const [one, other] of [
        [client, database],
        [database, client],
      ] as const) {
        sockets.add(one);
        one.on('close', () => sockets.delete(one) && other.destroy()).on('error', () => {});
        one.pipe(other);
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const gate = new Gate(url, server, sockets);
    after(() => gate.shut());
    return gate;
  }

  private constructor(url: string, server: Server, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.#port = (server.address() as AddressInfo).port;
    const here = new URL(url);
    here.port = String(this.#port);
    this.url = here.href;
  }

  /** Ends all connections; there may be new ones. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  shut(): void {
    this.#server.close();
    this.cut();
  }

  async open(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
  }
}
