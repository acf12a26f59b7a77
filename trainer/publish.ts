import type { Bundle } from '@selfsame/models';
import type { Arrays } from './arrays.ts';
import { openCache, type PictureCache } from './data/cache.ts';
import type { PixelScale } from './data/pixelScale.ts';
import { measureDuplicates } from './evaluate/nearDuplicates.ts';
import { evaluateForCard } from './export/evaluateForCard.ts';
import { exportEncoder } from './export/exportEncoder.ts';
import { publishEncoder } from './export/publishEncoder.ts';
import { whiteningPictures } from './export/whitening.ts';
import type { RunFolder } from './run/folder.ts';
import { inputSize, type Plan, pixelRule, sourceSize } from './run/plan.ts';
import { notePublication } from './run/publication.ts';
import type { RunState } from './run/state.ts';

/** What a run has come to becomes a bundle: exported, evaluated, written. */
export async function publish(
  folder: RunFolder,
  plan: Plan,
  cache: PictureCache,
  scale: PixelScale,
  { step, seconds, engines, origin, variables }: RunState,
): Promise<Bundle> {
  const graph = await exportTrained(folder, plan, cache, variables, scale);
  const { config } = folder;
  const about = { engines, origin, steps: step, seconds };
  const trained = { config, plan, cache, scale, graph, variables, ...about };
  const evaluation = await evaluateForCard(trained);
  const rule = pixelRule(inputSize(config));
  const duplicates = await measureDuplicates(graph, rule, config.data, config.hidden);
  notePublication(folder, graph);
  return publishEncoder(folder.models, { ...trained, evaluation, duplicates });
}

async function exportTrained(
  { config }: RunFolder,
  plan: Plan,
  cache: PictureCache,
  variables: Arrays,
  scale: PixelScale,
): Promise<Uint8Array> {
  const { module } = plan.encoder;
  if (sourceSize(config) === inputSize(config)) {
    return exportEncoder(module, variables, scale, cache);
  }
  // Training crops its views from larger pictures; the encoder will see them whole.
  const seen = await openCache({
    folder: config.data,
    rule: pixelRule(inputSize(config)),
    cacheRoot: config.cache,
    minimum: 1,
    limit: whiteningPictures,
    hidden: config.hidden,
  });
  try {
    return await exportEncoder(module, variables, scale, seen);
  } finally {
    seen.close();
  }
}
