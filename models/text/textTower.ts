import type { ModelCard } from '../bundle/card.ts';
import { createTokens } from './tokens.ts';

/** What model.json tells of a text tower. */
export type TextCard = NonNullable<ModelCard['text']>;

/** Runs a text tower's graph. @param ids of one text; @returns what the named output is of it */
export type RunText = (
  ids: BigInt64Array,
  mask: BigInt64Array,
) => Promise<{ readonly shape: readonly number[]; readonly data: ArrayLike<number> }>;

/**
 * From a text to its embedding, of length one, as the embeddings of pictures are; null where what the
 * graph makes of it has no direction.
 * @param tokenizer a tokenizer.json, parsed
 * @throws {Error} where the graph makes something else
 */
export function createTextTower(
  tokenizer: object,
  tokens: TextCard['tokens'],
  run: RunText,
): (text: string) => Promise<Float32Array | null> {
  const toTokens = createTokens(tokenizer, tokens);
  return async (text) => {
    const { ids, count } = toTokens(text);
    const mask = BigInt64Array.from(ids, (_, i) => (i < count ? 1n : 0n));
    const { shape, data } = await run(BigInt64Array.from(ids, BigInt), mask);
    if (shape.length !== 2 || shape[0] !== 1)
      throw new Error(`of one text it makes [${shape.join(', ')}], and not [1, D]`);
    const length = Math.hypot(...Array.from(data));
    // Written so that NaN fails.
    if (!(length > 0 && length < Infinity)) return null;
    return Float32Array.from(data, (value) => value / length);
  };
}

/** A text whose embedding a bundle promises. */
export const goldenText = 'a red boat';
