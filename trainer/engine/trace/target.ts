/** What a graph is made for: the same step is formulated in the way that is fastest there. */
export interface Target {
  /**
   * Channels per block of onnxruntime's blocked layout on this processor (16 with AVX-512, 8 with
   * AVX2); 0 for graphs that keep to ONNX's own operators.
   */
  readonly block: number;
  /** Whether 1 / 0 masks come from HardSigmoid: one pass on the CPU, where a comparison takes two. */
  readonly steepMask: boolean;
  /** Whether convolutions compute in float16; everything else stays in float32. */
  readonly half: boolean;
}

/** Runs on every execution provider, and what an exported encoder is made for. */
export const portable: Target = { block: 0, steepMask: false, half: false };
