export interface Schedule {
  /** Rate at the end of the warm-up. */
  readonly peak: number;
  /** Rate at the last step, as a share of the peak. */
  readonly finalShare: number;
  readonly warmupSteps: number;
  readonly totalSteps: number;
}

/**
 * Linear warm-up, then half a cosine (arXiv 2103.03230, section 2.2).
 * @param step from 0
 */
export function learningRate(
  step: number,
  { peak, finalShare, warmupSteps, totalSteps }: Schedule,
) {
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps;
  const progress = (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
  const cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  return peak * (finalShare + (1 - finalShare) * cosine);
}
