import type { Response } from 'express';
import { drained } from '../drained.ts';
import { takeTurn } from './turns.ts';
import { textOf } from './written.ts';

/** Characters that are gathered before they are written. */
const gathered = 32 * 1024;

/**
 * Writes an answer as its client reads it, and holds no more of it than a piece. What fits into one
 * goes out at once, together with the headers.
 * @param ms after which a client that reads nothing is cut off
 * @throws what making the answer throws; the status may have been sent by then
 */
export async function sendJson(res: Response, value: unknown, ms: number): Promise<void> {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  let text = '';
  for await (const piece of textOf(value)) {
    text += piece;
    if (text.length < gathered) continue;
    await takeTurn();
    if (!res.write(text)) await drained(res, ms);
    // Ends the making of the answer as well.
    if (res.destroyed) return;
    text = '';
  }
  res.end(text);
}
