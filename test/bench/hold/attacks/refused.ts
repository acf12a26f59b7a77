import { connect } from 'node:net';
import { type Attack, inMiB, inMs, tally } from '../attack.ts';
import { watch } from '../watch.ts';

const forms = 30;
const parts = 6;
const partBytes = 10 * 2 ** 20;
const boundary = 'selfsame-hold';

function formOf(host: string): Buffer {
  const body = Array.from({ length: parts }, (_, i) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${i}"; filename="${i}"\r\n\r\n`,
    ),
    Buffer.alloc(partBytes),
    Buffer.from('\r\n'),
  ]).flat();
  body.push(Buffer.from(`--${boundary}--\r\n`));
  const length = body.reduce((sum, piece) => sum + piece.length, 0);
  const head = `POST /v1/embeddings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), ...body]);
}

/** Sends all of a request before it reads anything, as most clients do; the status, or what broke. */
function sendThenRead(url: string, request: Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.pause();
    socket.write(request, () => {
      socket.once('data', (answer) => {
        resolve(/^HTTP\/1\.1 (\d+)/.exec(answer.toString('latin1'))?.[1] ?? 'no status');
        socket.destroy();
      });
      socket.once('end', () => resolve('closed without an answer'));
      socket.resume();
    });
  });
}

/** More forms than there is room for: each client is to read its answer. */
export const refusedForms: Attack = async (start) => {
  const server = await start();
  try {
    const { url } = server;
    const request = formOf(new URL(url).host);
    const { seen, result } = await watch(server, () =>
      Promise.all(Array.from({ length: forms }, () => sendThenRead(url, request))),
    );
    const figure = `${tally(result)}; healthz p99 ${inMs(seen.p99)} ms; +${inMiB(seen.peak - seen.before)} MiB`;
    return [{ what: `${forms} forms of 60 MB at once`, figure }];
  } finally {
    await server.stop();
  }
};
