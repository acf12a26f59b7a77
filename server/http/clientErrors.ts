import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { errorBody } from '../errors/errorBody.ts';
import {
  ExpectationUnknownError,
  HeadersTooLargeError,
  HttpMalformedError,
  RequestTimeoutError,
} from '../errors/request.ts';
import type { Metrics } from '../metrics/Metrics.ts';

function errorOf({ code = '' }: NodeJS.ErrnoException) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTimeoutError();
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLargeError();
  return new HttpMalformedError();
}

/** Answers, in the shape of all errors, what does not come through as a request; then hangs up. */
export function answerClientErrors(server: Server, metrics: Metrics): void {
  const answers = new WeakMap<Socket, ServerResponse>();
  server.on('request', (req, res) => answers.set(req.socket, res));
  server.on('checkExpectation', (_req, res) => {
    const error = new ExpectationUnknownError();
    metrics.failed(error.code);
    res.writeHead(error.status, { 'Content-Type': 'application/json', Connection: 'close' });
    res.end(JSON.stringify({ error: errorBody(error) }));
  });
  server.on('clientError', (cause, stream) => {
    const socket = stream as Socket;
    // The answer to an earlier request must not be continued by that to a broken one.
    const begun = answers.get(socket);
    if (!socket.writable || (begun?.headersSent && !begun.writableFinished)) {
      socket.destroy();
      return;
    }
    const error = errorOf(cause);
    metrics.failed(error.code);
    const body = JSON.stringify({ error: errorBody(error) });
    const head = [
      `HTTP/1.1 ${error.status} ${error.name}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  });
}
