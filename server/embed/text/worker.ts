import { serve } from '../../workers/serve.ts';
import { openText, type TextSpec } from './openText.ts';

export type TextOperations = {
  /** Numbers, for messages between processes are JSON; null of a text that has no embedding. */
  embed: (text: string) => Promise<number[] | null>;
  close: () => void;
};

/** Least cosine of the embedding that a bundle promises. */
const alike = 0.999;

await serve(async (spec: TextSpec) => {
  const embed = await openText(spec);
  const { text, embedding } = spec.card.golden;
  const found = await embed(text);
  const cosine = found?.reduce((sum, value, i) => sum + value * embedding[i]!, 0) ?? 0;
  if (!(cosine >= alike))
    throw new Error(`its embedding of "${text}" is another one than its bundle promises`);
  const operations: TextOperations = {
    async embed(asked) {
      const vector = await embed(asked);
      return vector && Array.from(vector);
    },
    close() {},
  };
  return { ready: null, operations };
});
