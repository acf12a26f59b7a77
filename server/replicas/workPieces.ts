import type { Logger } from 'pino';
import type { Encoders } from '../embed/Encoders.ts';
import { fillGeneration } from '../models/activation/fillGeneration.ts';
import { unlessGone } from '../models/unlessGone.ts';
import type { Piece, Pieces } from '../store/contract/replicas.ts';
import type { Store } from '../store/contract/Store.ts';
import { toTold } from './told.ts';

export interface PieceWork {
  readonly store: Store;
  readonly pieces: Pieces;
  readonly encoders: Encoders;
  /** How many kept pictures may be in work here now. */
  readonly width: () => number;
  readonly log: Logger;
}

/** Pieces in work at a time: while one comes to its end, the next one keeps the encoder at work. */
const atOnce = 2;

/** Takes pieces and embeds their items, until none is left or it is to stop. */
export async function workPieces(work: PieceWork, signal: AbortSignal): Promise<void> {
  // What it was stopped amid the last time.
  await work.pieces.giveBack();
  await Promise.all(Array.from({ length: atOnce }, () => oneByOne(work, signal)));
}

async function oneByOne(work: PieceWork, signal: AbortSignal): Promise<void> {
  const { pieces, encoders, log } = work;
  while (!signal.aborted) {
    const piece = await pieces.take(encoders.loaded.map(({ digest }) => digest));
    if (piece === null) return;
    try {
      await pieces.done(piece, await embedded(work, piece, signal));
    } catch (error) {
      if (signal.aborted) return;
      const told = toTold(error);
      log.warn({ code: told.code, reason: told.message }, 'a piece was not embedded');
      return pieces.failed(piece, told);
    }
  }
}

async function embedded(
  { store, encoders, width }: PieceWork,
  { collection, model, items }: Piece,
  signal: AbortSignal,
) {
  const encoder = encoders.ofDigest(model);
  // It was unloaded since: the model is not wanted any more.
  if (encoder === undefined) throw new Error(`the model ${model} is not loaded`);
  const share = () => Math.max(1, Math.floor(width() / atOnce));
  const means = { store, encoder, collection, items, signal, width: share, onDone() {} };
  return (await unlessGone(fillGeneration(means))) ?? [];
}
