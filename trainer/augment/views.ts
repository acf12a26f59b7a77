import { createRandom } from '../random.ts';
import { drawView, type ViewDraws } from './draw.ts';
import type { ViewAugmentation } from './preset.ts';

/** Views go by letters. */
const letters = 'abcdefgh';
export const mostViews = letters.length;

export const viewNames = (count: number): readonly string[] => [...letters.slice(0, count)];

/**
 * The random numbers of the views of one step's batch, named as the step takes them.
 * @param augmentations of each view
 * @param step the draws are a function of the seed and the step alone
 */
export function drawViews(
  count: number,
  source: number,
  size: number,
  augmentations: readonly ViewAugmentation[],
  seed: number,
  step: number,
): Record<string, Float32Array> {
  const draws: Record<string, Float32Array> = {};
  for (const [i, view] of viewNames(augmentations.length).entries()) {
    const random = createRandom(seed, 'view', view, step);
    const made: ViewDraws = drawView(count, source, size, augmentations[i]!, random);
    for (const [name, values] of Object.entries(made)) draws[`${view}/${name}`] = values;
  }
  return draws;
}
