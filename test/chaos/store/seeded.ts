import { createHash } from 'node:crypto';
import type { NewItem } from '../../../server/store/contract/items.ts';
import { createUniform, model } from '../../server/store/fixtures.ts';

export const dimensions = 32;
/** Small, so that what the test writes is a large set soon. */
export const exactLimit = 500;

/** The seed of an item that `seededItem` has made. */
export const seedOf = ({ metadata }: Pick<NewItem, 'metadata'>): number =>
  JSON.parse(metadata).seed;

/** All of an item follows from its id and seed: half of one and half of another is noticed. */
export function seededItem(id: string, seed: number): NewItem {
  const uniform = createUniform(
    createHash('sha256').update(`${id} ${seed}`).digest().readInt32LE(),
  );
  return {
    id,
    metadata: JSON.stringify({ seed }),
    vectors: [{ model, vector: Float32Array.from({ length: dimensions }, uniform) }],
    image: {
      type: 'image/webp',
      bytes: Buffer.from(`picture ${seed} `.repeat(100)),
      side: 0,
    },
    content: `c${seed}`,
    depth: null,
  };
}
