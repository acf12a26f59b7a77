import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Bounds the connections. Beyond so many the oldest is closed of those that nobody works for: those
 * that are idle, or whose request is still coming. So no number of requests that are begun and never
 * ended keeps out one that is whole.
 */
export function shedConnections(server: Server, most: number): void {
  // In the order in which they came.
  const open = new Map<Socket, IncomingMessage | null>();
  server.on('connection', (socket) => {
    open.set(socket, null);
    socket.once('close', () => open.delete(socket));
    if (open.size > most) choose(open, socket).destroy();
  });
  server.on('request', (req, res) => {
    open.set(req.socket, req);
    res.once('close', () => {
      if (open.get(req.socket) === req) open.set(req.socket, null);
    });
  });
}

function choose(open: ReadonlyMap<Socket, IncomingMessage | null>, newest: Socket): Socket {
  for (const [socket, request] of open) {
    if (socket !== newest && !request?.complete) return socket;
  }
  // All others are being answered: it is the newest that there is no room for.
  return newest;
}
