import { PCA } from 'ml-pca';

/** Rows that the directions are found by: as many tell them well enough. */
const most = 1000;

/**
 * Rows in the plane of their two principal directions, where an optimisation that begins there keeps
 * what is far apart far apart.
 * @param rows [count, dimensions]
 * @returns [count][2]; zeros where rows do not differ
 */
export function inPrincipalPlane(rows: Int8Array, dimensions: number): [number, number][] {
  const count = rows.length / dimensions;
  const stride = Math.ceil(count / most);
  const sample = Array.from({ length: Math.ceil(count / stride) }, (_, i) =>
    Array.from(rows.subarray(i * stride * dimensions, (i * stride + 1) * dimensions)),
  );
  const directions = directionsOf(sample);
  const along = directions.map((direction) => alongOf(rows, dimensions, direction));
  return Array.from({ length: count }, (_, i) => [along[0]![i]!, along[1]![i]!]);
}

/** How far each row lies along a direction, from the mean of all. */
function alongOf(rows: Int8Array, dimensions: number, direction: readonly number[]): number[] {
  const sums = Array.from({ length: rows.length / dimensions }, (_, i) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += rows[i * dimensions + d]! * direction[d]!;
    return sum;
  });
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
