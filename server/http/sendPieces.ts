import type { Response } from 'express';
import { drained } from './drained.ts';
import type { Pieces } from './endpoint.ts';

const pieceBytes = 256 * 1024;

/** Writes an answer as its client reads it, and holds no more of it than a piece. */
export async function sendPieces(res: Response, pieces: Pieces, ms: number): Promise<void> {
  res.setHeader('Content-Length', pieces.length);
  for (let from = 0; from < pieces.length; from += pieceBytes) {
    const piece = await pieces.read(from, pieceBytes);
    if (res.destroyed) return;
    // What has been promised cannot be kept: the client sees an answer that is cut short.
    if (piece === null) return void res.destroy();
    if (!res.write(piece)) await drained(res, ms);
  }
  res.end();
}
