/** Vectors of a seeded, clustered set, side by side: float32 [count, dimensions], of length 1. */
export interface ClusteredSet {
  readonly vectors: Float32Array;
  /** Drawn like the vectors, and not among them. */
  readonly queries: Float32Array;
}

/** Members of a cluster, and their spread beside that of the centres. */
const perCluster = 100;
const spread = 0.7;

/** As many clusters as there are hundreds; a vector is a centre and Gaussian noise. */
export function clusteredSet(count: number, queries: number, dimensions: number): ClusteredSet {
  const gaussian = createGaussian(1);
  const clusters = Math.max(1, Math.round(count / perCluster));
  const centres = Float32Array.from({ length: clusters * dimensions }, gaussian);
  const uniform = createUniform(2);
  const draw = (rows: number) => {
    const set = new Float32Array(rows * dimensions);
    for (let row = 0; row < rows; row++) {
      const vector = set.subarray(row * dimensions, (row + 1) * dimensions);
      const centre = Math.floor(uniform() * clusters) * dimensions;
      let squares = 0;
      for (let i = 0; i < dimensions; i++) {
        const value = centres[centre + i]! + spread * gaussian();
        vector[i] = value;
        squares += value * value;
      }
      const length = Math.sqrt(squares);
      for (let i = 0; i < dimensions; i++) vector[i]! /= length;
    }
    return set;
  };
  return { vectors: draw(count), queries: draw(queries) };
}

/** Uniform in (0, 1): xorshift32, as quick as a million vectors want. */
function createUniform(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Box and Muller, both numbers used. */
function createGaussian(seed: number): () => number {
  const uniform = createUniform(seed);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
