import type { Config } from '../config/schema.ts';
import { type Line, lately, start } from './history.ts';
import { shortNumber } from './number.ts';

/** What each of the loss's parts is multiplied with to be a feature's share of the loss. */
export function perFeature({ loss, lambda, projectorWidth }: Config): Record<string, number> {
  if (loss !== 'barlow') return {};
  return { onDiagonal: 1 / projectorWidth, offDiagonal: lambda / projectorWidth };
}

/**
 * The loss as what it is for one feature, at first and now: its size says nothing by itself, for it
 * grows with the projector's width. Nothing of a loss that is no sum over features.
 */
export function lossTerms(config: Config, lines: readonly Line[]): string {
  const scale = perFeature(config);
  const terms = Object.entries(scale).map(([key, factor]) => {
    const [first, now] = [start(lines, key), lately(lines, key)];
    return first === undefined || now === undefined
      ? undefined
      : { now: shortNumber(factor * now), first: shortNumber(factor * first) };
  });
  const [views, features] = terms;
  if (!views || !features) return '';
  return ` For each of the ${config.projectorWidth} features that is ${views.now} for views that differ (${views.first} at first, 1 where they have nothing in common) and ${features.now} for what other features say too (${features.first} at first).`;
}
