import { createPieces, type Pieces } from './pieces.ts';
import { float32, uint8 } from './types.ts';

/** How an encoder has pixels. */
export interface Scaling {
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** What pixels are divided by before the mean is taken from them. */
  readonly scale: number;
}

/**
 * From `pixels` uint8 [N, H, W, 3] to what the graph takes.
 * @param scaling null for a graph that takes pixels as they are
 * @param dataType of the graph's input; @param output its name
 */
export function preprocess(
  scaling: Scaling | null,
  layout: 'nchw' | 'nhwc',
  dataType: number,
  output: string,
): Pieces {
  const add = createPieces('before');
  let value = 'pixels';
  if (scaling !== null) {
    const { mean, std, scale } = scaling;
    const factors = Float32Array.from(std, (one) => 1 / (scale * one));
    const offsets = Float32Array.from(mean, (one, i) => -one / std[i]!);
    const asFloats = add.node('Cast', [value], { to: float32! });
    const scaled = add.node('Mul', [asFloats, add.constant(factors, [3])]);
    value = add.node('Add', [scaled, add.constant(offsets, [3])]);
  }
  if (layout === 'nchw') value = add.node('Transpose', [value], { perm: [0, 3, 1, 2] });
  const isCast = dataType === (scaling === null ? uint8 : float32);
  if (isCast) add.node('Identity', [value], {}, output);
  else add.node('Cast', [value], { to: dataType }, output);
  return add.pieces;
}
