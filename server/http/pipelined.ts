import type { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import { TooManyPipelinedError } from '../errors/request.ts';
import { limits } from '../limits.ts';

/**
 * Bounds the requests that wait on one connection for their answers. Node hands over all that a
 * client has sent, however few of their answers it reads. Beyond the bound the connection ends with
 * the refusal.
 */
export function boundPipelined(): RequestHandler {
  const waiting = new WeakMap<Socket, number>();
  return (req, res, next) => {
    const { socket } = req;
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    res.once('close', () => waiting.set(socket, waiting.get(socket)! - 1));
    if (count <= limits.pipelined) return next();
    res.set('Connection', 'close');
    throw new TooManyPipelinedError(limits.pipelined);
  };
}
