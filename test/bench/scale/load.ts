import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { Rate } from '../search/contender.ts';
import { load as take } from '../search/load.ts';
import type { Load } from './figures.ts';

/**
 * Clients that take the servers in turns, in a process of their own, which is counted with neither. Run
 * as `load.ts <JSON of Load>`; writes one JSON line.
 */
const { urls, kind, vectors, clients, seconds, ids } = JSON.parse(process.argv[2]!) as Load;
const bodies = (JSON.parse(readFileSync(vectors, 'utf8')) as number[][]).map((vector) =>
  JSON.stringify({ vector }),
);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const path = '/v1/collections/default';
let asked = 0;

function ask(i: number): Promise<void> {
  const n = asked++;
  const isWrite = kind === 'writes' || (kind === 'mixed' && n % 2 === 1);
  const url = urls[(kind === 'mixed' ? n >> 1 : n) % urls.length];
  return isWrite
    ? send('PUT', `${url}${path}/items/${ids}-${n}`, bodies[i]!)
    : send('POST', `${url}${path}/search`, bodies[i]!);
}

function send(method: string, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    };
    const sent = request(url, { method, agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        [200, 201].includes(answer.statusCode!)
          ? resolve()
          : reject(new Error(`HTTP ${answer.statusCode}`)),
      );
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that has not been used for long, closed by the server as it was to be.
      const isOld = sent.reusedSocket && error.code === 'ECONNRESET';
      if (isOld) send(method, url, body).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}

const rate: Rate = await take(ask, bodies.length, clients, seconds);
console.log(JSON.stringify({ ...rate, requests: asked }));
process.exit(0);
