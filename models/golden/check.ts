import type { ModelCard } from '../bundle/card.ts';
import { GoldenMismatchError } from '../errors/files.ts';
import { decodePixels } from '../picture/pixels.ts';
import type { PixelRule } from '../picture/rule.ts';
import { goldenPicture } from './picture.ts';

/** Largest difference of one value of an embedding between machines and devices. */
const tolerance = 1e-3;
const goldenSeeds = [1, 2, 3, 4];

/** Runs the encoder: n pictures of [height * width * 3] in, [n * dimensions] out. */
export type Embed = (pixels: Uint8Array, n: number) => Promise<Float32Array>;

/** The golden vectors of an encoder that is about to be published. */
export async function makeGolden(rule: PixelRule, embed: Embed): Promise<ModelCard['golden']> {
  const golden: ModelCard['golden'] = [];
  for (const seed of goldenSeeds) {
    // Larger than the input and of another shape, so that the resize rule is tested too.
    const width = Math.min(4096, rule.width * 2 + 7 * seed);
    const height = Math.min(4096, Math.round(rule.height * 1.5) + 5 * seed);
    const pixels = await decodePixels(await goldenPicture(seed, width, height), rule);
    golden.push({ seed, width, height, embedding: [...(await embed(pixels, 1))] });
  }
  return golden;
}

/**
 * Makes the golden pictures again and sees that the encoder gives the embeddings that it gave
 * where it was published; a server does so before it takes a bundle into use.
 * @throws {GoldenMismatchError}
 */
export async function checkGolden(card: ModelCard, embed: Embed): Promise<void> {
  const model = `${card.name}/${card.version}`;
  for (const { seed, width, height, embedding } of card.golden) {
    const pixels = await decodePixels(await goldenPicture(seed, width, height), card.input);
    const actual = await embed(pixels, 1);
    if (actual.length !== embedding.length) {
      const reason = `it has ${actual.length} values in place of ${embedding.length}`;
      throw new GoldenMismatchError(model, seed, reason);
    }
    const difference = Math.max(...embedding.map((value, i) => Math.abs(value - actual[i]!)));
    // Written so that NaN fails.
    if (!(difference <= tolerance)) {
      throw new GoldenMismatchError(model, seed, `a value differs by ${difference}`);
    }
  }
}
