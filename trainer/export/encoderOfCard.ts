import type { ModelCard } from '@selfsame/models';
import { createEncoder, type Encoder, type EncoderName, encoders } from '../nn/encoders.ts';

/** The encoder that a bundle's description names; null where it is not one that is known here. */
export function encoderOfCard({ encoder, input, training }: ModelCard): Encoder | null {
  if (training === undefined) return null;
  if (!Object.hasOwn(encoders, encoder) || input.width !== input.height) return null;
  // Views may be smaller than what the encoder sees, and the stem goes by them.
  const { size } = training.config;
  return createEncoder(encoder as EncoderName, typeof size === 'number' ? size : input.width);
}
