import { connect, type Socket } from 'node:net';
import { type Attack, inMs } from '../attack.ts';
import { exchange } from '../exchange.ts';

const count = 1100;
const everyMs = 500;
const seconds = 15;

function halfSent(url: string): Socket {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(`POST /v1/embeddings HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\nabc`);
  return socket;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Requests that are begun and not ended, more of them than there are connections. */
export const connections: Attack = async (start) => {
  const server = await start();
  const sockets = Array.from({ length: count }, () => halfSent(server.url));
  try {
    await later(1000);
    const times: number[] = [];
    let failed = 0;
    const until = performance.now() + 1000 * seconds;
    while (performance.now() < until) {
      const { status, ms } = await exchange(server.url, { method: 'GET', path: '/healthz' });
      if (status === 200) times.push(ms);
      else failed++;
      await later(everyMs);
    }
    const longest = times.length === 0 ? 'none answered' : `longest ${inMs(Math.max(...times))} ms`;
    const figure = `healthz on a new connection: ${times.length} answered, ${failed} refused, ${longest}`;
    return [{ what: `${count} requests half sent`, figure }];
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  }
};
