import { resolve } from 'node:path';

/** Where the shipped bundles lie: models/ of this repository, or of this package. */
export const shippedModels: string = resolve(import.meta.dirname, '..');

/**
 * Folders that bundles are looked for in, the first of them first: the one that is named; without
 * that ./models, where one publishes bundles of one's own, and the shipped ones.
 */
export const modelFolders = (named?: string): readonly string[] =>
  named === undefined ? [...new Set([resolve('models'), shippedModels])] : [named];
