import { SelfsameError } from './SelfsameError.ts';

/** The encoder, as it runs here, does not give the embeddings that it gave where it was published. */
export class GoldenMismatchError extends SelfsameError {
  constructor(model: string, seed: number, reason: string) {
    super(
      'golden_mismatch',
      `Model ${model} does not reproduce its golden vector ${seed}: ${reason}`,
      'Run it on another device (the CPU is the reference), or publish the bundle again.',
    );
  }
}
