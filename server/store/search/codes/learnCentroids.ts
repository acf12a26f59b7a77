const rounds = 8;

/**
 * Lloyd's algorithm, from vectors at even distances on.
 * @param rows float32 [vectors, width]
 * @param centroids float32 [width, count], which they are written to
 */
export function learnCentroids(rows: Float32Array, width: number, centroids: Float32Array): void {
  const count = centroids.length / width;
  const vectors = rows.length / width;
  for (let i = 0; i < count; i++) {
    const from = Math.floor(((i + 0.5) * vectors) / count) * width;
    for (let j = 0; j < width; j++) centroids[j * count + i] = rows[from + j]!;
  }
  const sums = new Float64Array(centroids.length);
  const counts = new Uint32Array(count);
  const distances = new Float64Array(count);
  for (let round = 0; round < rounds; round++) {
    sums.fill(0);
    counts.fill(0);
    for (let from = 0; from < rows.length; from += width) {
      distances.fill(0);
      for (let j = 0; j < width; j++) {
        const value = rows[from + j]!;
        for (let i = 0; i < count; i++) distances[i]! += (value - centroids[j * count + i]!) ** 2;
      }
      let nearest = 0;
      for (let i = 1; i < count; i++) if (distances[i]! < distances[nearest]!) nearest = i;
      counts[nearest]!++;
      for (let j = 0; j < width; j++) sums[j * count + nearest]! += rows[from + j]!;
    }
    for (let at = 0; at < centroids.length; at++) {
      // One that is nearest to nothing stays where it is.
      if (counts[at % count]! > 0) centroids[at] = sums[at]! / counts[at % count]!;
    }
  }
}
