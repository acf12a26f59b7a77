import { Agent, request } from 'node:http';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: Buffer;
}

export interface Answered {
  /** HTTP status, or why there was none. */
  readonly status: number | string;
  readonly code: string | undefined;
  readonly bytes: number;
  readonly ms: number;
}

/** Longest wait for an answer: what takes longer has stopped, in milliseconds. */
const patienceMs = 60_000;
const kept = 64 * 1024;

/** Sends a request on a connection of its own and reads all of its answer, keeping little of it. */
export function exchange(url: string, { method, path, type, body }: Sent): Promise<Answered> {
  const began = performance.now();
  return new Promise((resolve) => {
    const agent = new Agent();
    let bytes = 0;
    let head = '';
    const end = (status: number | string) => {
      agent.destroy();
      const code = /"code":"(\w+)"/.exec(head)?.[1];
      resolve({ status, code, bytes, ms: performance.now() - began });
    };
    const headers = {
      ...(type && { 'Content-Type': type }),
      ...(body && { 'Content-Length': body.length }),
    };
    const sending = request(new URL(path, url), { method, agent, headers }, (answer) => {
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (head.length < kept) head += piece.toString('latin1');
      });
      answer.on('end', () => end(answer.statusCode!));
      answer.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    });
    sending.setTimeout(patienceMs, () => sending.destroy(new Error('no answer in 60 s')));
    sending.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    sending.end(body);
  });
}

export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Sends JSON and reads the answer. */
export const postJson = (url: string, path: string, body: Buffer): Promise<Answered> =>
  exchange(url, { method: 'POST', path, type: 'application/json', body });
