import * as tf from '@tensorflow/tfjs-core';
import type { Loss, LossValues } from './loss.ts';
import { stopGradient } from './stopGradient.ts';

/** How the two views of a pair are treated differently, if they are (arXiv 2103.03230, table 6). */
export interface Asymmetry {
  /** No gradient flows through the second view. */
  readonly stopGradient: boolean;
  /** What takes the place of the first view's projections: given the view's number, [N, D]. */
  readonly predict?: ((view: number) => tf.Tensor2D) | undefined;
}

/**
 * The loss of every pair of views, averaged.
 * @param projections of each view, [N, D]; two or more
 */
export function lossOfViews(
  projections: readonly tf.Tensor2D[],
  loss: Loss,
  { stopGradient: stops, predict }: Asymmetry,
): LossValues {
  const pairs = projections.flatMap((_, first) =>
    projections.slice(first + 1).map((_, i): [number, number] => [first, first + 1 + i]),
  );
  const ordered =
    loss.bothWays && (stops || predict)
      ? pairs.flatMap(([a, b]): [number, number][] => [
          [a, b],
          [b, a],
        ])
      : pairs;
  const numbers = new Set(ordered.map(([first]) => first));
  const firsts = new Map([...numbers].map((i) => [i, predict ? predict(i) : projections[i]!]));
  return average(
    ordered.map(([first, second]) => {
      const b = projections[second]!;
      return loss.of(firsts.get(first)!, stops ? stopGradient(b) : b);
    }),
  );
}

function average(all: readonly LossValues[]): LossValues {
  const [first, ...others] = all as [LossValues, ...LossValues[]];
  if (others.length === 0) return first;
  const means = Object.entries(first).map(([name, value]) => {
    const sum = others.reduce((sum: tf.Tensor, values) => tf.add(sum, values[name]!), value);
    return [name, tf.div(sum, all.length)];
  });
  return Object.fromEntries(means) as LossValues;
}
