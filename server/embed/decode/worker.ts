import { decodePixels, type PictureLimits, type PixelRule } from '@selfsame/models';
import { serve } from '../../threads/serve.ts';
import { makePreview, type Preview } from './preview.ts';

export interface PixelsOf {
  readonly picture: Uint8Array;
  readonly rule: PixelRule;
}

export type DecodeOperations = {
  /** An encoded picture -> uint8 [height * width * 3] RGB. */
  pixels: (of: PixelsOf) => Promise<Uint8Array>;
  preview: (picture: Uint8Array) => Promise<Preview>;
  close: () => void;
};

await serve(async (limits: PictureLimits) => {
  let last: Promise<unknown> = Promise.resolve();
  /** One picture at a time, so that the one that takes for ever, or crashes, is known. */
  function inTurn<T>(decode: () => Promise<T>): Promise<T> {
    const turn = last.then(decode);
    last = turn.catch(() => {});
    return turn;
  }
  const operations: DecodeOperations = {
    pixels: ({ picture, rule }) => inTurn(() => decodePixels(picture, rule, limits)),
    preview: (picture) => inTurn(() => makePreview(picture, limits)),
    close() {},
  };
  return { ready: true, operations };
});
