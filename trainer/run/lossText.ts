import type { Config } from '../config/schema.ts';
import type { Metrics } from '../step.ts';

type Losing = Pick<Config, 'lambda' | 'projectorWidth'>;

/**
 * The loss as people can read it: it grows with the projector's width, and tells nothing without its
 * value at the start, which of a run that starts from nothing is that of an untrained network.
 * @param first of the run's first step, or of several
 */
export function lossText(metrics: Metrics, first: Metrics | undefined, config: Losing): string {
  const atStart = first === undefined ? '' : `, at the start ${short(first.loss)}`;
  return `loss ${short(metrics.loss)}${atStart}${partsText(metrics, config)}`;
}

const short = (value: number) => (value < 100 ? value.toPrecision(3) : value.toFixed(0));

/** Barlow Twins' two terms for each feature; the parts of other losses as they are. */
function partsText(metrics: Metrics, { lambda, projectorWidth }: Losing): string {
  const { loss: _, spread: __, distance: ___, onDiagonal, offDiagonal, ...others } = metrics;
  const perFeature = (sum: number) => (sum / projectorWidth).toPrecision(2);
  const parts = [
    ...(onDiagonal === undefined ? [] : [`invariance ${perFeature(onDiagonal)}`]),
    ...(offDiagonal === undefined ? [] : [`redundancy ${perFeature(lambda * offDiagonal)}`]),
  ];
  const own = parts.length > 0 ? [`${parts.join(', ')} per feature`] : [];
  const rest = Object.entries(others).map(([name, value]) => `${name} ${value!.toPrecision(3)}`);
  return own.length + rest.length > 0 ? ` (${[...own, ...rest].join('; ')})` : '';
}
