import type { Bundle } from '@selfsame/models';
import { type EmbeddingMap, mappedDimensions, mapSize, withMap } from '@selfsame/models/import';
import type { Derivation } from './publishDerived.ts';
import { mappedText } from './text.ts';

/** What comes of a map behind an encoder. Its text tower goes along where the map is linear. */
export async function behind(
  bundle: Bundle,
  map: EmbeddingMap,
): Promise<Pick<Derivation, 'change' | 'dimensions' | 'parameters' | 'text'>> {
  return {
    change: (model) => withMap(model, map),
    dimensions: mappedDimensions(map),
    parameters: bundle.card.parameters + mapSize(map),
    text: await mappedText(bundle, map),
  };
}
