import { evenly, spread } from '@selfsame/models';
import { embedPictures } from '../evaluate/embed.ts';
import type { LabelledPictures } from '../evaluate/labelled.ts';
import { measureEncoder } from '../evaluate/measure.ts';
import type { ArmFigures } from './result.ts';

/** Enough projections to tell their spread. */
const projected = 2000;

/**
 * Measures what an arm has learned.
 * @param graphs the encoder, and the encoder with its projector; neither is whitened
 */
export async function measureArm(
  graphs: { readonly encoder: Uint8Array; readonly network: Uint8Array },
  pictures: LabelledPictures,
): Promise<ArmFigures> {
  const { knn20, rankMe } = await measureEncoder(pictures, graphs.encoder, 'embeddings');
  const { cache, indices } = pictures.bank;
  const sample = Array.from(evenly(indices.length, projected), (i) => indices[i]!);
  const projections = await embedPictures(graphs.network, cache, sample, 'projections');
  const best = 1 / Math.sqrt(projections.dimensions);
  return { accuracy: knn20, rankMe, spread: spread(projections) / best };
}
