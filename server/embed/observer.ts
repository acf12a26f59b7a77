/** Is told what the work on pictures takes. Times in seconds. */
export interface EmbedObserver {
  /** One picture was decoded. */
  decoded(seconds: number): void;
  /** One picture waited for a decoder, or decoded for its batch. */
  queued(stage: 'decode' | 'batch', seconds: number): void;
  /** One batch of `pictures`, padded to `size`, went through the encoder. */
  inferred(seconds: number, pictures: number, size: number): void;
}
