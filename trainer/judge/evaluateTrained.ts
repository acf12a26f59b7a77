import type { PictureCache } from '../data/cache.ts';
import { type Comparison, compare } from '../evaluate/compare.ts';
import { exportEncoder } from '../export/exportEncoder.ts';
import type { TrainedEncoder } from '../export/publishEncoder.ts';
import { initialVariables } from '../step/initialVariables.ts';

/**
 * Measures an encoder that was just trained on the pictures that it is to be evaluated on, beside the
 * same before training, which is whitened on the same pictures as it is.
 * @param seen the pictures that it was trained on, by the encoder's pixel rule
 * @returns undefined where none are named
 */
export async function evaluateTrained(
  { config, plan, scale }: Pick<TrainedEncoder, 'config' | 'plan' | 'scale'>,
  graph: Uint8Array,
  seen: PictureCache,
): Promise<Comparison | undefined> {
  if (config.evaluate === undefined) return undefined;
  const { module } = plan.encoder;
  const subject = {
    name: config.name,
    graph,
    rule: seen.rule,
    untrained: () => {
      const variables = initialVariables(module, plan.optimizer, config.seed);
      return exportEncoder(module, variables, scale, seen);
    },
  };
  return compare(subject, {
    folder: config.evaluate,
    labels: config.labels,
    cacheRoot: config.cache,
    seed: config.seed,
    hidden: config.hidden,
  });
}

/**
 * The figures that a bundle's description tells: those of the encoder under their own names, those
 * of the untrained encoder and of raw pixels with these words before them.
 */
export function figuresForCard({ rows, ...counts }: Comparison): Record<string, number> {
  const prefixes = ['', 'untrained.', 'pixels.'];
  const figures = rows.flatMap((row, i) =>
    Object.entries(row.figures).map(([name, value]) => [prefixes[i] + name, value] as const),
  );
  return { ...counts, ...Object.fromEntries(figures) };
}
