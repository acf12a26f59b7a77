/** Values by name: weights, optimiser state, statistics. */
export type Arrays = Record<string, Float32Array>;
