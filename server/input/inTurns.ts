import type { Request } from 'express';

/** Bytes of bodies that are taken in one turn of the event loop: some milliseconds of copying. */
const mostBytes = 2 ** 20;

let taken = 0;
let waiting: Request[] = [];

/** Has a body wait until the next turn once much has been taken in this one, so that others get between. */
export function inTurns(req: Request): void {
  req.on('data', (piece: Buffer) => {
    taken += piece.length;
    if (taken < mostBytes) return;
    if (waiting.length === 0) setImmediate(goOn);
    waiting.push(req);
    req.pause();
  });
}

function goOn(): void {
  const paused = waiting;
  taken = 0;
  waiting = [];
  for (const req of paused) req.resume();
}
