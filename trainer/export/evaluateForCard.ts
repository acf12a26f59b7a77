import type { PictureCache } from '../data/cache.ts';
import { compare } from '../evaluate/compare.ts';
import { inputSize, pixelRule } from '../run/plan.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { exportEncoder } from './exportEncoder.ts';
import type { TrainedEncoder } from './publishEncoder.ts';

/**
 * The figures that a bundle's description tells: those of the encoder under their own names, those
 * of the untrained encoder and of raw pixels with these words before them.
 */
export async function evaluateForCard(
  trained: Omit<TrainedEncoder, 'evaluation' | 'duplicates'>,
): Promise<Record<string, number>> {
  const { config, plan, graph, scale } = trained;
  if (config.evaluate === undefined) return {};
  const { module } = plan.encoder;
  const subject = {
    name: config.name,
    graph,
    rule: pixelRule(inputSize(config)),
    untrained: (bank: PictureCache) => {
      const variables = initialVariables(module, plan.optimizer, config.seed);
      return exportEncoder(module, variables, scale, bank);
    },
  };
  const { rows, ...counts } = await compare(subject, {
    folder: config.evaluate,
    cacheRoot: config.cache,
    seed: config.seed,
    hidden: config.hidden,
  });
  const prefixes = ['', 'untrained.', 'pixels.'];
  const figures = rows.flatMap((row, i) =>
    Object.entries(row.figures).map(([name, value]) => [prefixes[i] + name, value] as const),
  );
  return { ...counts, ...Object.fromEntries(figures) };
}
