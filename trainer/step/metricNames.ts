import { mostViews, viewNames } from '../augment/views.ts';
import type { Loss } from '../loss/loss.ts';
import { healthMetrics } from './health.ts';
import { gradientName } from './parts.ts';

/** Metrics of every step, and of steps that mix pictures. */
const others = ['loss', 'mixed', ...healthMetrics];

/** What else stands beside metrics: in a step, among its inputs, and in a line of metrics.jsonl. */
const neighbours = [
  ...['objective', ...viewNames(mostViews).map(gradientName)],
  ...['pixels', 'share', 'learningRate'],
  ...['step', 'epoch', 'imagesPerSecond', 'waiting'],
];

/** The names of a step's metrics. @throws where a part of the loss would be lost behind another one */
export function metricNames({ parts }: Loss, mixes: boolean): string[] {
  const taken = [...others, ...neighbours];
  const lost = parts.find((part, i) => taken.includes(part) || parts.indexOf(part) < i);
  if (lost !== undefined)
    throw new Error(
      `A part of the loss is called ${lost}, as something else is: name it otherwise.`,
    );
  return ['loss', ...parts, ...(mixes ? ['mixed'] : []), ...healthMetrics];
}
