import { PCA } from 'ml-pca';

/** Rows that the directions are found by: as many tell them well enough. */
const most = 1000;

/**
 * Rows in the plane of their two principal directions, where an optimisation that begins there keeps
 * what is far apart far apart.
 * @param row the values of each
 * @returns [count][2]; zeros where rows do not differ
 */
export function inPrincipalPlane(
  count: number,
  row: (i: number) => Float32Array,
): [number, number][] {
  const stride = Math.ceil(count / most);
  const sample = Array.from({ length: Math.ceil(count / stride) }, (_, i) =>
    Array.from(row(i * stride)),
  );
  const directions = directionsOf(sample);
  const along = directions.map((direction) => alongOf(count, row, direction));
  return Array.from({ length: count }, (_, i) => [along[0]![i]!, along[1]![i]!]);
}

/** How far each row lies along a direction, from the mean of all. */
function alongOf(
  count: number,
  row: (i: number) => Float32Array,
  direction: readonly number[],
): number[] {
  const sums = Array.from({ length: count }, (_, i) =>
    row(i).reduce((sum, value, d) => sum + value * direction[d]!, 0),
  );
  const mean = sums.reduce((all, sum) => all + sum, 0) / sums.length;
  return sums.map((sum) => (Number.isFinite(sum - mean) ? sum - mean : 0));
}

/** [2][dimensions] */
function directionsOf(sample: number[][]): number[][] {
  const pca = new PCA(sample, { method: 'NIPALS', nCompNIPALS: 2, scale: false });
  const loadings = pca.getLoadings().to2DArray();
  const [first = []] = loadings;
  const second = loadings[1] ?? first.map(() => 0);
  return [first, second];
}
