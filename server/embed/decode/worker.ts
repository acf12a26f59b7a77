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

/** Most photographs fit in, so that it need not grow often. */
const leastBufferBytes = 2 ** 20;

await serve(async ({ limits, slotBytes }: DecoderSpec) => {
  const exchange = Exchange.inherited(slotBytes);
  // One for each slot, used again: new ones would be garbage that is slow to collect.
  const buffers = new Map<number, Buffer>();

  function bufferOf({ slot, length }: SlotPicture): Buffer {
    let buffer = buffers.get(slot);
    if (buffer === undefined || buffer.length < length) {
      buffer = Buffer.allocUnsafeSlow(Math.max(length, leastBufferBytes));
      buffers.set(slot, buffer);
    }
    return buffer.subarray(0, length);
  }

  async function inPlace(
    of: SlotPicture,
    decode: (picture: Uint8Array) => Promise<Uint8Array>,
  ): Promise<SlotResult> {
    const picture = bufferOf(of);
    exchange.read(of.slot, picture);
    const result = await decode(picture);
    exchange.write(of.slot, result);
    return { length: result.length };
  }

  const operations: DecodeOperations = {
    pixels: (of) => inPlace(of, (picture) => decodePixels(picture, of.rule, limits)),
    preview: (of) => inPlace(of, (picture) => makePreview(picture, limits)),
    close() {},
  };
  return { ready: true, operations };
});
