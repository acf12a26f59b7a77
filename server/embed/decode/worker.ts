import { decodePixels, type PictureLimits, type PixelRule } from '@selfsame/models';
import { Exchange } from '../../threads/exchange.ts';
import { serve } from '../../threads/serve.ts';
import { makePreview } from './preview.ts';

/** What a decoder starts with. */
export interface DecoderSpec {
  readonly limits: PictureLimits;
  /** Size of a slot of the exchange, in bytes. */
  readonly slotBytes: number;
}

/** An encoded picture in a slot of the exchange; the result takes its place. */
export interface SlotPicture {
  readonly slot: number;
  readonly length: number;
}

/** Length of the result, in bytes. */
export interface SlotResult {
  readonly length: number;
}

export type DecodeOperations = {
  /** -> uint8 [height * width * 3] RGB. */
  pixels: (picture: SlotPicture & { readonly rule: PixelRule }) => Promise<SlotResult>;
  /** -> a small WebP. */
  preview: (picture: SlotPicture) => Promise<SlotResult>;
  close: () => void;
};

await serve(async ({ limits, slotBytes }: DecoderSpec) => {
  const exchange = Exchange.inherited(slotBytes);
  let bytes = Buffer.alloc(0);
  let last: Promise<unknown> = Promise.resolve();

  /** One picture at a time, so that the one that takes for ever, or crashes, is known. */
  function inTurn(
    { slot, length }: SlotPicture,
    decode: (picture: Uint8Array) => Promise<Uint8Array>,
  ): Promise<SlotResult> {
    const turn = last.then(async () => {
      if (bytes.length < length) bytes = Buffer.allocUnsafeSlow(length);
      const picture = bytes.subarray(0, length);
      exchange.read(slot, picture);
      const result = await decode(picture);
      exchange.write(slot, result);
      return { length: result.length };
    });
    last = turn.catch(() => {});
    return turn;
  }

  const operations: DecodeOperations = {
    pixels: (of) => inTurn(of, (picture) => decodePixels(picture, of.rule, limits)),
    preview: (of) => inTurn(of, (picture) => makePreview(picture, limits)),
    close() {},
  };
  return { ready: true, operations };
});
