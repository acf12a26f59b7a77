import type { PictureLimits } from '@selfsame/models';
import { Exchange } from '../../workers/exchange.ts';
import { serve } from '../../workers/serve.ts';
import type { Made, MakeRule } from './job.ts';
import { make } from './make.ts';

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

/** The result but for its bytes. */
export interface SlotResult extends Omit<Made, 'bytes'> {
  /** In bytes. */
  readonly length: number;
}

export type DecodeOperations = {
  /** -> uint8 [height * width * 3] RGB, or an encoded copy. */
  make: (picture: SlotPicture & { readonly rule: MakeRule }) => Promise<SlotResult>;
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

  const operations: DecodeOperations = {
    async make(of) {
      const picture = bufferOf(of);
      exchange.read(of.slot, picture);
      const { bytes, ...made } = await make(picture, of.rule, limits);
      exchange.write(of.slot, bytes);
      return { ...made, length: bytes.length };
    },
    close() {},
  };
  return { ready: true, operations };
});
