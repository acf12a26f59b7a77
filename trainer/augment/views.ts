import { createRandom } from '../random.ts';
import { drawView, type ViewDraws } from './draw.ts';
import type { ViewAugmentation } from './preset.ts';

/**
 * The random numbers of both views of one step's batch, named as the step takes them.
 * @param step the draws are a function of the seed and the step alone
 */
export function drawViews(
  count: number,
  source: number,
  size: number,
  augmentations: readonly [ViewAugmentation, ViewAugmentation],
  seed: number,
  step: number,
): Record<string, Float32Array> {
  const draws: Record<string, Float32Array> = {};
  for (const [i, view] of ['a', 'b'].entries()) {
    const random = createRandom(seed, 'view', view, step);
    const made: ViewDraws = drawView(count, source, size, augmentations[i]!, random);
    for (const [name, values] of Object.entries(made)) draws[`${view}/${name}`] = values;
  }
  return draws;
}
