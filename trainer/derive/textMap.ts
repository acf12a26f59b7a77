import type { EmbeddingMap, MapLayer } from '@selfsame/models/import';
import { inverse, Matrix } from 'ml-matrix';

/** Keeps directions that a map all but loses from becoming endless on the way back, as a share. */
const ridge = 1e-9;

/**
 * What belongs behind the text tower of an encoder that gets a map. The same map would move texts by the
 * mean of pictures, from which theirs is far (Liang et al. 2022, "Mind the gap"), and weigh most what
 * pictures vary the least in. Its dual keeps what texts and pictures say of each other: of pictures
 * z = (x - m) W it makes q = t W (WᵀW)⁻¹ of texts, so that q·z = t·(x - m), as far as W keeps x. A text
 * ranks pictures as before then, but for the length of z, which is what pictures are divided by: measured
 * in docs/import.md, "By pictures of your own".
 * @returns null where the map is not linear
 */
export function textMap(map: EmbeddingMap): EmbeddingMap | null {
  if (map.some(({ rectified }) => rectified)) return null;
  const weights = map.map(weightsOf).reduce((all, next) => all.mmul(next));
  const products = weights.transpose().mmul(weights);
  const shift = (ridge * products.trace()) / products.rows;
  const dual = weights.mmul(inverse(Matrix.add(products, Matrix.eye(products.rows).mul(shift))));
  const [inputs, outputs] = [dual.rows, dual.columns];
  // Texts are brought to length one behind it: how long it makes them is all the same.
  return [{ inputs, outputs, weights: Float32Array.from(dual.div(dual.norm()).to1DArray()) }];
}

const weightsOf = ({ inputs, outputs, weights }: MapLayer) =>
  Matrix.from1DArray(inputs, outputs, weights);
