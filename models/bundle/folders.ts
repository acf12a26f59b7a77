import { dirname, resolve } from 'node:path';
import type { Bundle } from './card.ts';

/** Where the shipped bundles lie: models/ of this repository, or of this package. */
export const shippedModels: string = resolve(import.meta.dirname, '..');

/**
 * Folders that bundles are looked for in, the first of them first: the one that is named; without
 * that ./models, where one publishes bundles of one's own, and the shipped ones.
 */
export const modelFolders = (named?: string): readonly string[] =>
  named === undefined ? [...new Set([resolve('models'), shippedModels])] : [named];

/** Whether a bundle came along: in a clone those of one's own lie beside it. */
export const isShipped = ({ dir, card }: Pick<Bundle, 'dir' | 'card'>): boolean =>
  dirname(dirname(dir)) === shippedModels && card.name === 'cifar10-small';
