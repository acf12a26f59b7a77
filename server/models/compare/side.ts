import { modelName } from '@selfsame/models';
import { jobCaller } from '../../embed/caller.ts';
import type { Encoder } from '../../embed/Encoders.ts';
import { patiently } from '../../embed/patiently.ts';

/** One of the two models that are compared. */
export interface Side {
  /** For people: "name/version". */
  readonly name: string;
  /**
   * @param picture an encoded picture
   * @returns float32 [dimensions]
   * @throws {SelfsameError} where the picture cannot be used
   */
  embed(picture: Buffer, signal: AbortSignal): Promise<Float32Array>;
}

/** A loaded encoder; those who wait for an answer go before it. */
export const sideOf = ({ bundle, embedder }: Encoder): Side => ({
  name: modelName(bundle.card),
  async embed(picture, signal) {
    const { vector } = await patiently(() => embedder.embed(picture, jobCaller(signal)), signal);
    return vector;
  },
});

/**
 * Makes a small upright copy of a picture that has been embedded, in a format that sharp reads: views
 * and thumbnails are made of it.
 */
export type MakeCopy = (picture: Buffer, signal: AbortSignal) => Promise<Uint8Array>;

/** Copies by the decoders of a loaded encoder. */
export const copiesBy =
  ({ embedder }: Encoder): MakeCopy =>
  async (picture, signal) => {
    const { bytes } = await patiently(() => embedder.preview(picture, jobCaller(signal)), signal);
    return bytes;
  };
