import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What one client met. */
export interface Met {
  /** Milliseconds from a request to the end of its answer. */
  readonly latencies: number[];
  failed: number;
}

const lineEnd = '\r\n';
const headEnd = Buffer.from('\r\n\r\n');
/** The end of an answer in chunks (RFC 9112 section 7.1); JSON has no line like it. */
const lastChunk = '\r\n0\r\n\r\n';
const boundary = 'selfsame-bench';

/** A request with one picture as its body or, if so asked or of several, as a form, ready to be written to a socket. */
export function requestOf(host: string, pictures: readonly Buffer[], asForm: boolean): Buffer {
  const [type, body] =
    pictures.length === 1 && !asForm
      ? ['image/jpeg', pictures[0]!]
      : [`multipart/form-data; boundary=${boundary}`, formOf(pictures)];
  const head = [
    'POST /v1/embeddings HTTP/1.1',
    `Host: ${host}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(head.join(lineEnd)), headEnd, body]);
}

function formOf(pictures: readonly Buffer[]): Buffer {
  const parts = pictures.flatMap((picture, i) => [
    Buffer.from(`--${boundary}${lineEnd}`),
    Buffer.from(`Content-Disposition: form-data; name="${i}"; filename="${i}.jpg"`),
    headEnd,
    picture,
    Buffer.from(lineEnd),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--${lineEnd}`)]);
}

/**
 * One client: a kept-alive connection on which one request follows the other until `until`. It
 * reads no more of an answer than its status and its end, so that the cores are left to what is
 * measured: a general HTTP client takes three times as long.
 */
export async function runClient(
  url: URL,
  requests: Iterator<Buffer, never>,
  until: number,
): Promise<Met> {
  const socket = connect(Number(url.port), url.hostname).setNoDelay();
  await once(socket, 'connect');
  const met: Met = { latencies: [], failed: 0 };
  while (performance.now() < until) {
    const began = performance.now();
    socket.write(requests.next().value);
    const status = await answer(socket);
    met.latencies.push(performance.now() - began);
    if (status !== 200) met.failed++;
  }
  socket.destroy();
  return met;
}

/** Reads one answer, of a declared length or in chunks; resolves to its status. */
function answer(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    let status = 0;
    let left = Number.POSITIVE_INFINITY;
    let tail = '';
    const finish = (settle: () => void) => {
      socket.off('data', read).off('error', reject).off('close', closed);
      settle();
    };
    const closed = () => finish(() => reject(new Error('the server closed the connection')));
    function read(piece: Buffer): void {
      if (status === 0) {
        head = Buffer.concat([head, piece]);
        const end = head.indexOf(headEnd);
        if (end < 0) return;
        const text = head.toString('latin1', 0, end);
        status = Number(text.slice(9, 12));
        const length = /content-length: (\d+)/i.exec(text)?.[1];
        if (length !== undefined) left = Number(length) - (head.length - end - headEnd.length);
      } else {
        left -= piece.length;
      }
      tail = (tail + piece.toString('latin1', Math.max(0, piece.length - lastChunk.length))).slice(
        -lastChunk.length,
      );
      if (left <= 0 || tail === lastChunk) finish(() => resolve(status));
    }
    socket.on('data', read).on('error', reject).on('close', closed);
  });
}
