import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after } from 'node:test';

/** A way to a database that can be shut, so that it is lost, and opened again. */
export class Gate {
  readonly url: string;
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets: Set<Socket>;
  readonly #state: { swallows: boolean };

  /** A gate in front of the database at a URL. */
  static async before(url: string): Promise<Gate> {
    const { hostname, port } = new URL(url);
    const sockets = new Set<Socket>();
    const state = { swallows: false };
    const server = createServer((client) => {
      const database = connect(Number(port), hostname);
      for (const [one, other] of [
        [client, database],
        [database, client],
      ] as const) {
        sockets.add(one);
        one.on('close', () => sockets.delete(one) && other.destroy()).on('error', () => {});
        if (!state.swallows) one.pipe(other);
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const gate = new Gate(url, server, sockets, state);
    after(() => gate.shut());
    return gate;
  }

  private constructor(
    url: string,
    server: Server,
    sockets: Set<Socket>,
    state: { swallows: boolean },
  ) {
    this.#state = state;
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

  /** Whether what is sent is swallowed, without a word to anybody. */
  swallow(does: boolean): void {
    this.#state.swallows = does;
    if (does) for (const socket of this.#sockets) socket.pause().unpipe();
  }

  shut(): void {
    this.#server.close();
    this.cut();
  }

  async open(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
  }
}
